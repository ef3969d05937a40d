package io.emistream.audio;

import java.io.IOException;

/** What a decoder says of bytes it cannot use; {@link AudioFiles} adds the file's name. */
final class BadAudio extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean foreign;

    private BadAudio(String why, boolean foreign) {
        super(why);
        this.foreign = foreign;
    }

    BadAudio(String why) {
        this(why, false);
    }

    /**
     * What no reader here knows, and ffmpeg may.
     *
     * @param what container and codec, without a next step: {@link AudioFiles} adds one
     */
    static BadAudio foreign(String what) {
        return new BadAudio(what, true);
    }

    boolean isForeign() {
        return foreign;
    }
}
