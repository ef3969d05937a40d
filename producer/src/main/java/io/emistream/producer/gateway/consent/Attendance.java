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

/** Who is being heard, and who may not be: tells those who are when their consent is revoked. Thread-safe. */
public final class Attendance implements ConsentListener {
    private final Revocations revocations = new Revocations();
    private final Set<Presence> present = ConcurrentHashMap.newKeySet();

    @Override
    public void heard(ConsentSubject subject, @Nullable ControlMessage message) {
        revocations.heard(subject, message);
        if (message == null || Revocations.isGrant(message)) return;
        for (var one : present) if (one.isConcerned(subject)) one.revoked(subject, message);
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
