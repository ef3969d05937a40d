package io.emistream.producer.gateway.voice;

import java.time.Duration;

/** A client asked for what cannot be now; the message is one line: what, value, limit, next step. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final Fault fault;
    private final Duration wait;

    public Refusal(Fault fault, String message) {
        this(fault, message, Duration.ZERO);
    }

    /** @param wait before it makes sense to try again */
    public Refusal(Fault fault, String message, Duration wait) {
        super(message);
        this.fault = fault;
        this.wait = wait;
    }

    public Fault fault() {
        return fault;
    }

    public Duration waiting() {
        return wait;
    }

    /** One line for the client. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
