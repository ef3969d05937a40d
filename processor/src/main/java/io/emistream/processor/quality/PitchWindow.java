package io.emistream.processor.quality;

/**
 * The pitch of a stretch of sound: its best period between 60 and 400 Hz, by the normalised correlation of 40 ms with what follows them. Works on what
 * lies below about 1 kHz, where voices repeat most. Not thread-safe.
 */
final class PitchWindow {
    private static final int SHORTEST = 10;
    private static final int LONGEST = 66;
    private static final double NEARLY = 0.85;
    private static final double NEXT = 0.1;
    private static final double STILL = 0.7;

    /** Samples at 16 kHz that it looks at. */
    static final int SAMPLES = SlowSound.needs(LONGEST + 1);

    private final SlowSound sound;
    private final double[] likeness = new double[LONGEST + 2];
    private double period;
    private double strength;

    /** @param samples of the segment, at 16 kHz */
    PitchWindow(float[] samples) {
        sound = new SlowSound(samples, SHORTEST - 1, LONGEST + 1);
    }

    /** Looks from a frame of 20 ms on; {@link #SAMPLES} must be there. */
    void look(int frame) {
        sound.likeness(frame, likeness);
        pick();
    }

    /** The peak next to the period before, so that the path does not jump; else the shortest that is nearly as good as the best, lest two periods be taken for one. */
    private void pick() {
        double best = 0;
        for (int lag = SHORTEST; lag <= LONGEST; lag++) if (isPeak(lag)) best = Math.max(best, likeness[lag]);
        period = refined(chosen(best, period));
        strength = best;
    }

    private double chosen(double best, double before) {
        double shortest = 0;
        for (int lag = SHORTEST; lag <= LONGEST; lag++) {
            if (!isPeak(lag) || likeness[lag] < NEARLY * best) continue;
            if (shortest == 0) shortest = lag + between(lag);
            if (before > 0 && Math.abs(lag - before) <= NEXT * before) return lag + between(lag);
        }
        return shortest;
    }

    /** The most periods that fit are measured together: a sample more or less then matters less. */
    private double refined(double once) {
        if (once == 0) return 0;
        int times = (int) (LONGEST / once);
        int about = (int) Math.round(times * once);
        for (int lag = Math.max(SHORTEST, about - 2); lag <= Math.min(LONGEST, about + 2); lag++)
            if (isPeak(lag) && likeness[lag] >= STILL * likeness[(int) Math.round(once)])
                return (lag + between(lag)) / times;
        return once;
    }

    /** The next stretch does not follow on this one. */
    void forget() {
        period = 0;
    }

    private boolean isPeak(int lag) {
        return likeness[lag] > likeness[lag - 1] && likeness[lag] >= likeness[lag + 1];
    }

    private double between(int lag) {
        double left = likeness[lag - 1];
        double right = likeness[lag + 1];
        return 0.5 * (left - right) / (left - 2 * likeness[lag] + right);
    }

    /** How much alike two periods are, 0 to 1. */
    double strength() {
        return strength;
    }

    /** In samples at 4 kHz; 0 where nothing repeats. */
    double period() {
        return period;
    }
}
