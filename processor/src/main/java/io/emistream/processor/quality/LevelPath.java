package io.emistream.processor.quality;

/**
 * How loudness moves from frame to frame. Speech swells and fades by syllables and never stands still; tones stand, keys and drums jump and fade. Nothing counts as quieter
 * than 40 dB below the loud frames, so that a muted source is no quieter than a quiet room.
 */
final class LevelPath {
    private static final double DEEPEST_DB = 40;
    private static final double STILL_DB = 0.5;
    private static final double JUMP_DB = 10;

    /** Where there is too little to tell. */
    private static final double SOME_SWING = 0.1;

    private final double[] decibels;
    private final boolean[] sounding;

    /** Of the amplitudes of the frames up to each. */
    private final double[] sums;

    /**
     * @param decibels level of each frame; shared
     * @param sounding whether it is well above the quiet ones; shared
     * @param count of the frames that are looked at
     * @param loudDb what loud frames have
     */
    LevelPath(double[] decibels, boolean[] sounding, int count, double loudDb) {
        this.sounding = sounding;
        this.decibels = new double[count];
        sums = new double[count + 1];
        double floor = loudDb - DEEPEST_DB;
        for (int i = 0; i < count; i++) {
            this.decibels[i] = Math.max(floor, decibels[i]);
            sums[i + 1] = sums[i] + Math.sqrt(Decibels.power(this.decibels[i]));
        }
    }

    /** Steps between frames of which one sounds. */
    record Steps(double still, double jumping, double rise) {}

    Steps steps() {
        int near = 0;
        int still = 0;
        int jumping = 0;
        int up = 0;
        double rise = 0;
        for (int i = 1; i < decibels.length; i++) {
            if (!sounding[i] && !sounding[i - 1]) continue;
            double step = decibels[i] - decibels[i - 1];
            near++;
            if (Math.abs(step) < STILL_DB) still++;
            if (step > JUMP_DB) jumping++;
            if (step > 0) {
                up++;
                rise += step;
            }
        }
        return near == 0
                ? new Steps(1, 0, 0)
                : new Steps((double) still / near, (double) jumping / near, rise / Math.max(1, up));
    }

    /** Standard deviation of the levels, in decibels. */
    double spread(boolean onlySounding) {
        int count = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < decibels.length; i++) {
            if (onlySounding && !sounding[i]) continue;
            count++;
            sum += decibels[i];
            squares += decibels[i] * decibels[i];
        }
        if (count == 0) return 0;
        double mean = sum / count;
        return Math.sqrt(Math.max(0, squares / count - mean * mean));
    }

    /** How far the amplitude over some frames is from that over more around them, on average: part of the mean amplitude. Both numbers are odd. */
    double swing(int few, int more) {
        int count = decibels.length - more + 1;
        if (count < 2) return SOME_SWING;
        int off = (more - few) / 2;
        double sum = 0;
        for (int i = 0; i < count; i++) sum += Math.abs(mean(i + off, few) - mean(i, more));
        return sum / count / Math.max(1e-12, mean(0, decibels.length));
    }

    private double mean(int from, int count) {
        return (sums[from + count] - sums[from]) / count;
    }
}
