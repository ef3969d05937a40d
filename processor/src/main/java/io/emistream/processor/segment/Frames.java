package io.emistream.processor.segment;

import java.time.Duration;

/** The grid that voice activity is judged on: frames of 20 ms at absolute sample positions, so that chunk borders never matter. */
final class Frames {
    /** Samples per second. */
    static final int RATE = 16_000;

    /** Samples in a frame. */
    static final int SAMPLES = 320;

    private Frames() {}

    /** Whole frames in a duration. */
    static int in(Duration duration) {
        return (int) (duration.toMillis() / 20);
    }

    /** Samples in the whole frames of a duration. */
    static int samplesIn(Duration duration) {
        return in(duration) * SAMPLES;
    }
}
