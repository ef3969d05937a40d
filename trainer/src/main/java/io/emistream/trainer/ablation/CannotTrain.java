package io.emistream.trainer.ablation;

/** A row that cannot be trained as its plan says; the others can be. */
final class CannotTrain extends Exception {
    private static final long serialVersionUID = 1;

    CannotTrain(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
