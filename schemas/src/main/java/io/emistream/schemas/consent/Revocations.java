package io.emistream.schemas.consent;

import io.emistream.schemas.avro.ConsentState;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.avro.SessionConsent;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Who may not be scored now. A voice may not while the last word on it, or the last word on its whole session, is anything but a grant: the two
 * have no common order, so neither overrules the other. Of whom nothing was said, may be. Holds only those who may not. Thread-safe.
 */
public final class Revocations implements ConsentListener {
    private final Map<String, ControlMessage> sessions = new ConcurrentHashMap<>();
    private final Map<String, Map<String, ControlMessage>> participants = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();

    @Override
    public void heard(ConsentSubject subject, @Nullable ControlMessage message) {
        boolean revoked = message != null && !isGrant(message);
        keep(subject, revoked ? message : null);
        if (revoked) count.incrementAndGet();
    }

    /** Grows with each revocation, after it counts: whoever remembers it knows whether there are new ones. */
    public long count() {
        return count.get();
    }

    /** Why the voice may not be scored; empty when it may. */
    public Optional<ControlMessage> of(String sessionId, String participantId) {
        var ofSession = sessions.get(sessionId);
        if (ofSession != null) return Optional.of(ofSession);
        return Optional.ofNullable(
                participants.getOrDefault(sessionId, Map.of()).get(participantId));
    }

    /** Whether anybody in the session may not be scored. */
    public boolean touch(String sessionId) {
        return sessions.containsKey(sessionId) || participants.containsKey(sessionId);
    }

    /** Whether a record says that speech may be scored; one that cannot be understood does not. */
    public static boolean isGrant(ControlMessage message) {
        SessionConsent consent = message.getConsent();
        return consent != null && consent.getState() == ConsentState.GRANTED;
    }

    private void keep(ConsentSubject subject, @Nullable ControlMessage revocation) {
        var participant = subject.participantId();
        if (participant == null) {
            put(sessions, subject.sessionId(), revocation);
            return;
        }
        participants.compute(subject.sessionId(), (session, before) -> {
            var those = before == null ? new ConcurrentHashMap<String, ControlMessage>() : before;
            put(those, participant, revocation);
            return those.isEmpty() ? null : those;
        });
    }

    private static void put(Map<String, ControlMessage> those, String name, @Nullable ControlMessage revocation) {
        if (revocation == null) those.remove(name);
        else those.put(name, revocation);
    }
}
