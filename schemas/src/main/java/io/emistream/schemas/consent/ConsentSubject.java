package io.emistream.schemas.consent;

import io.emistream.schemas.avro.ConsentState;
import io.emistream.schemas.avro.ControlKind;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.avro.SessionConsent;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom a consent record is about; also its key on the control topic. A voice has two: one for the word that decides, and one for what it agreed to, so that
 * the one can never overwrite the other.
 *
 * @param sessionId the call or recording
 * @param participantId the voice; null for the whole session
 */
public record ConsentSubject(String sessionId, @Nullable String participantId) {
    private static final String PREFIX = "consent/";
    private static final String AGREED = "agreed/";

    /**
     * {@code consent/<session>} or {@code consent/<session>/<participant>}. A slash in a name is written as {@code %2F} and a percent sign as
     * {@code %25}: two subjects with one key would wipe out each other's records.
     */
    public String key() {
        return key(PREFIX);
    }

    /** The subject of a key; empty when the record is about something else, also when it is about what a voice agreed to. */
    public static Optional<ConsentSubject> of(@Nullable String key) {
        return of(PREFIX, key);
    }

    /** The voice of a key {@code agreed/<session>/<participant>}, written likewise; empty for all others. */
    public static Optional<ConsentSubject> ofAgreement(@Nullable String key) {
        return of(AGREED, key);
    }

    private String key(String prefix) {
        return prefix + escaped(sessionId) + (participantId == null ? "" : "/" + escaped(participantId));
    }

    private static Optional<ConsentSubject> of(String prefix, @Nullable String key) {
        if (key == null || !key.startsWith(prefix)) return Optional.empty();
        var names = key.substring(prefix.length()).split("/", 2);
        return Optional.of(new ConsentSubject(plain(names[0]), names.length == 1 ? null : plain(names[1])));
    }

    /**
     * A record about it, which decides whether it may be scored.
     *
     * @param purpose what the results are for; null when not given
     * @param notice version or address of the notice that was shown; null when not given
     * @param issuer role or person that says so
     * @param at wall clock of the issuer
     */
    public ControlMessage message(
            ConsentState state, @Nullable String purpose, @Nullable String notice, String issuer, Instant at) {
        return message(key(), state, purpose, notice, issuer, at);
    }

    /** A record of what it agreed to, which decides nothing: it neither grants again what was revoked, nor hides that it was. */
    public ControlMessage agreement(@Nullable String purpose, @Nullable String notice, String issuer, Instant at) {
        return message(key(AGREED), ConsentState.GRANTED, purpose, notice, issuer, at);
    }

    private ControlMessage message(
            String key,
            ConsentState state,
            @Nullable String purpose,
            @Nullable String notice,
            String issuer,
            Instant at) {
        var consent = SessionConsent.newBuilder()
                .setSessionId(sessionId)
                .setParticipantId(participantId)
                .setState(state)
                .setPurpose(purpose)
                .setNotice(notice)
                .build();
        return ControlMessage.newBuilder()
                .setSubject(key)
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
