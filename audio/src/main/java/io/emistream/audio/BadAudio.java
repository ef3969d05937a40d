package io.emistream.audio;

import java.io.IOException;

/** What a decoder says of bytes it cannot use; {@link AudioFiles} adds the file's name. */
final class BadAudio extends IOException {
    private static final long serialVersionUID = 1;

    BadAudio(String why) {
        super(why);
    }
}
