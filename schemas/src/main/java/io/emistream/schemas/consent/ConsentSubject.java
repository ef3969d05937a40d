package io.emistream.schemas.consent;

import io.emistream.schemas.avro.ConsentState;
import io.emistream.schemas.avro.ControlKind;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.avro.SessionConsent;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom a consent record is about; also its key on the control topic.
 *
 * @param sessionId the call or recording
 * @param participantId the voice; null for the whole session
 */
public record ConsentSubject(String sessionId, @Nullable String participantId) {
    private static final String PREFIX = "consent/";

    /**
     * {@code consent/<session>} or {@code consent/<session>/<participant>}. A slash in a name is written as {@code %2F} and a percent sign as
     * {@code %25}: two subjects with one key would wipe out each other's records.
     */
    public String key() {
        return PREFIX + escaped(sessionId) + (participantId == null ? "" : "/" + escaped(participantId));
    }

    /** The subject of a key; empty when the record is about something else than consent. */
    public static Optional<ConsentSubject> of(@Nullable String key) {
        if (key == null || !key.startsWith(PREFIX)) return Optional.empty();
        var names = key.substring(PREFIX.length()).split("/", 2);
        return Optional.of(new ConsentSubject(plain(names[0]), names.length == 1 ? null : plain(names[1])));
    }

    /**
     * A record about it.
     *
     * @param purpose what the results are for; null when not given
     * @param notice version or address of the notice that was shown; null when not given
     * @param issuer role or person that says so
     * @param at wall clock of the issuer
     */
    public ControlMessage message(
            ConsentState state, @Nullable String purpose, @Nullable String notice, String issuer, Instant at) {
        var consent = SessionConsent.newBuilder()
                .setSessionId(sessionId)
                .setParticipantId(participantId)
                .setState(state)
                .setPurpose(purpose)
                .setNotice(notice)
                .build();
        return ControlMessage.newBuilder()
                .setSubject(key())
                .setKind(ControlKind.CONSENT)
                .setAt(at)
                .setIssuer(issuer)
                .setConsent(consent)
                .build();
    }

    /** As people read it. */
    @Override
    public String toString() {
        return participantId == null ? sessionId : sessionId + "/" + participantId;
    }

    private static String escaped(String name) {
        return name.replace("%", "%25").replace("/", "%2F");
    }

    private static String plain(String escaped) {
        return escaped.replace("%2F", "/").replace("%25", "%");
    }
}
