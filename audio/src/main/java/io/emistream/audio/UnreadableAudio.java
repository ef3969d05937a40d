package io.emistream.audio;

import java.io.IOException;
import java.nio.file.Path;

/** A file that yields no audio; the message is one line: which file, what is wrong, what to do next. */
public final class UnreadableAudio extends IOException {
    private static final long serialVersionUID = 1;

    UnreadableAudio(Path file, String why) {
        super(file + ": " + why);
    }

    UnreadableAudio(Path file, String why, Throwable cause) {
        super(file + ": " + why, cause);
    }
}
