package io.emistream.processor.intake;

/** A record that can be read and yet not be used; its message goes into the dead letter. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
        super(message);
    }
}
