package io.emistream.trainer.corpus;

import java.nio.file.Path;

/**
 * A fault of a data set that does not stop the reading of the rest.
 *
 * @param row line in the file, the header is 1
 */
public record Problem(Path file, long row, String what) {
    @Override
    public String toString() {
        return file + " row " + row + ": " + what;
    }
}
