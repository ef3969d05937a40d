package io.emistream.trainer.fit;

/** Training cannot go on: gradients or outputs are not finite; the message says what to change. */
public final class Diverged extends IllegalStateException {
    private static final long serialVersionUID = 1;

    Diverged(String message) {
        super(message);
    }
}
