package io.emistream.processor.quality;

/** The levels of a segment's frames, counted by the half decibel, so that shares of them are known without keeping them. Not thread-safe. */
final class FrameLevels {
    private static final double STEP = 0.5;
    private static final int STEPS = (int) (-Decibels.SILENCE / STEP) + 1;

    /** A muted source sends zeros or dither, which say nothing of the room: power of an RMS of 2 in 16 bits. */
    private static final double MUTED = 4 / (32_768.0 * 32_768.0);

    private final int[] counts = new int[STEPS];
    private int heard;
    private double sum;

    /** Counts a frame by its power and its level, unless its source was muted. */
    void add(double power, double decibels) {
        if (power < MUTED) return;
        counts[(int) Math.min(STEPS - 1, Math.max(0, (decibels - Decibels.SILENCE) / STEP))]++;
        heard++;
        sum += power;
    }

    boolean isSilent() {
        return heard == 0;
    }

    /** The level that this share of the frames stays below, in decibels of full scale. */
    double below(double share) {
        int left = (int) (share * heard);
        for (int i = 0; i < STEPS; i++) {
            left -= counts[i];
            if (left < 0) return Decibels.SILENCE + (i + 0.5) * STEP;
        }
        return 0;
    }

    /** Mean power of the frames over the power of the noise, the noise taken out of both; 0 to 100 dB. */
    double over(double noiseDb) {
        double noise = Decibels.power(noiseDb);
        double speech = sum / Math.max(1, heard) - noise;
        return Math.min(100, Math.max(0, Decibels.of(Math.max(0, speech)) - noiseDb));
    }
}
