package io.emistream.client;

import java.io.IOException;

/** A stream cannot begin or go on; the message is one line: what, value, limit, next step. */
public final class IngestException extends IOException {
    private static final long serialVersionUID = 1;

    private final String code;

    IngestException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The gateway's code (docs/gateway.md), or {@code unreachable}, {@code wrong_position}, {@code closed} of our own. */
    public String code() {
        return code;
    }
}
