package io.emistream.processor.quality;

/**
 * Follows the pitch from frame to frame: runs of 80 ms or more with one pitch, how it moves in them, and how loudness does. A voice's pitch moves by some percent from one
 * frame to the next; a note, a hum and the tones of a telephone stand still, and what is struck fades. Not thread-safe.
 */
final class PitchPath {
    private static final double STRONG = 0.6;

    /** Frames with one pitch that are more than a click. */
    private static final int GOES_ON = 4;

    // steps from a frame to the next, of the logarithm of the period; more than the last is a jump to another voice or
    // to none
    private static final double STILL = 0.003;
    private static final double LEAST_MOVE = 0.005;
    private static final double MOST_MOVE = 0.04;
    private static final double MOST_STEP = 0.12;

    private final Steps run = new Steps();
    private final Steps all = new Steps();
    private double last;
    private double firstDb;
    private double lastDb;
    private double fades;

    /** What is counted of steps. Not thread-safe. */
    private static final class Steps {
        private int frames;
        private int steps;
        private int moving;
        private int still;
        private int rising;

        void clear() {
            frames = 0;
            steps = 0;
            moving = 0;
            still = 0;
            rising = 0;
        }

        void add(double step) {
            double size = Math.abs(step);
            steps++;
            if (size >= LEAST_MOVE && size <= MOST_MOVE) moving++;
            if (size < STILL) still++;
            if (step < -STILL) rising++;
        }

        void add(Steps other) {
            frames += other.frames;
            steps += other.steps;
            moving += other.moving;
            still += other.still;
            rising += other.rising;
        }
    }

    /**
     * Takes the next frame of 20 ms.
     *
     * @param strength how much alike its periods are, 0 to 1
     * @param period in any unit
     * @param decibels its level
     */
    void voice(double strength, double period, double decibels) {
        if (strength < STRONG || period <= 0) {
            pause();
            return;
        }
        double now = StrictMath.log(period);
        if (run.frames > 0 && Math.abs(now - last) > MOST_STEP) pause();
        if (run.frames == 0) firstDb = decibels;
        else run.add(now - last);
        run.frames++;
        last = now;
        lastDb = decibels;
    }

    /** A frame without sound, or the end: a run is over. */
    void pause() {
        if (run.frames >= GOES_ON) {
            all.add(run);
            fades += run.frames * (lastDb - firstDb) / (run.frames - 1);
        }
        run.clear();
    }

    /** Steps in runs by which the pitch moves as a voice's does. */
    int moving() {
        return all.moving;
    }

    /** Steps in runs by which it does not move. */
    int still() {
        return all.still;
    }

    /** Share of the steps in runs by which it rises; 0 where there are none. */
    double rising() {
        return all.steps == 0 ? 0 : (double) all.rising / all.steps;
    }

    /** Decibels by which runs get louder from one frame to the next, on average; below 0 where they fade. */
    double swelling() {
        return all.frames == 0 ? 0 : fades / all.frames;
    }
}
