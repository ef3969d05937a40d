package io.emistream.audio;

/**
 * How loud a stretch of audio is.
 *
 * @param peak largest magnitude; 1 is full scale
 * @param rms root mean square; 1 is a full-scale square wave, 0 without samples
 * @param clipped samples at or beyond full scale (32,767 of 32,768 steps)
 */
public record Level(float peak, float rms, long clipped) {
    private static final float FULL_SCALE = 32_767f / 32_768f;

    /** The level of these samples. */
    public static Level of(float[] samples) {
        float peak = 0;
        double squares = 0;
        long clipped = 0;
        for (float sample : samples) {
            float magnitude = Math.abs(sample);
            peak = Math.max(peak, magnitude);
            squares += (double) sample * sample;
            if (magnitude >= FULL_SCALE) clipped++;
        }
        return new Level(peak, (float) Math.sqrt(squares / Math.max(1, samples.length)), clipped);
    }
}
