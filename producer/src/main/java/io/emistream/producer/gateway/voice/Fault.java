package io.emistream.producer.gateway.voice;

import java.util.Locale;

/** What can be wrong, as clients are told; docs/gateway.md says what to do about each. */
public enum Fault {
    BAD_MESSAGE,
    NOT_CONFIGURED,
    ALREADY_CONFIGURED,
    CONFIG_INVALID,
    IN_USE,
    UNAUTHORIZED,
    CONSENT_REQUIRED,
    CONSENT_REVOKED,
    TOO_MANY_STREAMS,
    EMPTY_FRAME,
    FRAME_TOO_LARGE,
    RATE_LIMITED,
    WRONG_SAMPLE,
    STORAGE_UNAVAILABLE,
    STORAGE_REFUSED,
    ENDED,
    REPLACED,
    TOO_MANY_ERRORS;

    /** In small letters, as on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
