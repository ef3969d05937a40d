package io.emistream.producer.gateway.consent;

import io.emistream.producer.gateway.voice.VoiceId;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.consent.ConsentListener;
import io.emistream.schemas.consent.ConsentSubject;
import io.emistream.schemas.consent.Revocations;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is being heard, and who may not be: tells those who are when their consent is revoked. Thread-safe. */
public final class Attendance implements ConsentListener {
    private static final Logger LOG = LoggerFactory.getLogger(Attendance.class);

    private final Revocations revocations = new Revocations();
    private final Set<Presence> present = ConcurrentHashMap.newKeySet();

    @Override
    public void heard(ConsentSubject subject, @Nullable ControlMessage message) {
        revocations.heard(subject, message);
        if (message == null || Revocations.isGrant(message)) return;
        for (var one : present) if (one.isConcerned(subject)) tell(one, message);
    }

    /** Whatever one connection makes of it, the others are told. */
    private static void tell(Presence one, ControlMessage why) {
        try {
            one.revoked(why);
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .log("a connection was not told that consent was revoked; its audio is dropped by the processor");
        }
    }

    /** Somebody comes. @param whenRevoked called once at most, by the thread that reads the log */
    Presence enter(VoiceId voice, Consumer<ControlMessage> whenRevoked) {
        var presence = new Presence(voice, whenRevoked, present::remove);
        present.add(presence);
        return presence;
    }

    /** Why somebody may not be heard. */
    Optional<ControlMessage> revocation(VoiceId voice) {
        return revocations.of(voice.session(), voice.participant());
    }
}
