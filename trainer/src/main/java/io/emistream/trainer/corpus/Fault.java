package io.emistream.trainer.corpus;

import java.nio.file.Path;

/** Why a row gives no clip, before it is known which row that is. */
final class Fault extends Exception {
    private static final long serialVersionUID = 1;

    private final String value;
    private final String limit;
    private final String nextStep;

    Fault(String what, String value, String limit, String nextStep) {
        super(what);
        this.value = value;
        this.limit = limit;
        this.nextStep = nextStep;
    }

    Problem at(Path file, long row) {
        return new Problem(file, row, String.valueOf(getMessage()), value, limit, nextStep);
    }
}
