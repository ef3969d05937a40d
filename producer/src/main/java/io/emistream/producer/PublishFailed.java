package io.emistream.producer;

/** A chunk did not get onto the log; the message says which, why and what to do. The publisher takes no more afterwards. */
public final class PublishFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    PublishFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
