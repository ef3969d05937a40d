package io.emistream.trainer.corpus;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A data set that cannot be read at all; the message says which file, what is wrong, what to do. */
public final class BadDataset extends IOException {
    private static final long serialVersionUID = 1;

    BadDataset(Path file, String why, @Nullable Throwable cause) {
        super(file + ": " + why, cause);
    }
}
