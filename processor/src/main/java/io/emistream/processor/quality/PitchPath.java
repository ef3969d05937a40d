package io.emistream.processor.quality;

/**
 * Follows the pitch from frame to frame. Over 100 ms a voice mostly glides: up or down, smoothly, by more than what a fit to a line leaves over. A note, a hum and the
 * tones of a telephone stand still; noise and clicks have no pitch that goes on. Not thread-safe.
 */
final class PitchPath {
    private static final int FRAMES = 5;
    private static final double STRONG = 0.6;

    /** Frames with one pitch that are more than a click. */
    private static final int GOES_ON = 4;

    /** From a frame to the next, of the logarithm of the period; more is a jump to another voice or to none. */
    private static final double MOST_STEP = 0.12;

    /** Of the logarithm of the period over the five frames: 1.2 % at least, an octave a second at most. */
    private static final double LEAST_GLIDE = 0.012;

    private static final double MOST_GLIDE = 0.35;
    private static final double MOST_REST = 0.2;

    /** What a tone that stands still may seem to move. */
    private static final double MOST_STEADY = 0.008;

    private final double[] periods = new double[FRAMES];
    private int known;
    private int voiced;
    private int gliding;
    private int steady;

    /** Takes the next frame of 20 ms. */
    void voice(double strength, double period) {
        if (strength < STRONG || period <= 0) {
            pause();
            return;
        }
        double now = StrictMath.log(period);
        if (known > 0 && Math.abs(now - periods[FRAMES - 1]) > MOST_STEP) known = 0;
        System.arraycopy(periods, 1, periods, 0, FRAMES - 1);
        periods[FRAMES - 1] = now;
        known = Math.min(FRAMES, known + 1);
        if (known >= GOES_ON) voiced++;
        if (known < FRAMES) return;
        if (glides()) gliding++;
        if (stands()) steady++;
    }

    /** A frame without sound. */
    void pause() {
        known = 0;
    }

    private boolean glides() {
        double mean = 0;
        for (double period : periods) mean += period / FRAMES;
        double slope = 0;
        for (int i = 0; i < FRAMES; i++) slope += (i - 2) * (periods[i] - mean) / 10;
        double rest = 0;
        for (int i = 0; i < FRAMES; i++) {
            double off = periods[i] - mean - slope * (i - 2);
            rest += off * off / FRAMES;
        }
        double glide = Math.abs(slope) * (FRAMES - 1);
        return glide >= LEAST_GLIDE && glide <= MOST_GLIDE && Math.sqrt(rest) <= MOST_REST * glide;
    }

    /** Frames at the end of 80 ms with one pitch. */
    int voiced() {
        return voiced;
    }

    private boolean stands() {
        double least = periods[0];
        double most = periods[0];
        for (double period : periods) {
            least = Math.min(least, period);
            most = Math.max(most, period);
        }
        return most - least <= MOST_STEADY;
    }

    int steady() {
        return steady;
    }

    int gliding() {
        return gliding;
    }
}
