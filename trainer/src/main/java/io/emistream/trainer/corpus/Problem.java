package io.emistream.trainer.corpus;

import java.nio.file.Path;

/**
 * A fault of a data set that does not stop the reading of the rest.
 *
 * @param row line in the file on which the row starts, the header's being 1
 * @param what what is wrong, as a phrase
 * @param value the offending value as read, cut to 80 characters
 * @param limit what would have been right
 * @param nextStep what to do now
 */
public record Problem(Path file, long row, String what, String value, String limit, String nextStep) {
    private static final int SHOWN = 80;

    public Problem {
        // the value comes from a stranger's file and ends up on terminals
        value = value.replaceAll("\\p{Cntrl}", "?");
        if (value.length() > SHOWN) value = value.substring(0, SHOWN) + "…";
    }

    /** One line: where, what, value, limit, next step. */
    @Override
    public String toString() {
        return file + " row " + row + ": " + what + " '" + value + "'; " + limit + "; " + nextStep;
    }
}
