package io.emistream.processor.quality;

/**
 * Power by frequency of 512 samples under a Hann window: 256 bins, 31.25 Hz apart. Sines come from {@code StrictMath} and sums have one order, so that every
 * machine gets the same bits. Not thread-safe.
 */
final class Spectrum {
    static final int SAMPLES = 512;
    private static final int BITS = 9;
    private static final double[] WINDOW = new double[SAMPLES];
    private static final double[] COSINES = new double[SAMPLES / 2];
    private static final double[] SINES = new double[SAMPLES / 2];

    static {
        for (int i = 0; i < SAMPLES; i++) WINDOW[i] = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * i / SAMPLES);
        for (int i = 0; i < SAMPLES / 2; i++) {
            COSINES[i] = StrictMath.cos(2 * Math.PI * i / SAMPLES);
            SINES[i] = -StrictMath.sin(2 * Math.PI * i / SAMPLES);
        }
    }

    private final double[] real = new double[SAMPLES];
    private final double[] imaginary = new double[SAMPLES];

    /** Takes the samples from an offset on; all 512 must be there. */
    void take(float[] samples, int from) {
        for (int i = 0; i < SAMPLES; i++) {
            int at = Integer.reverse(i) >>> (32 - BITS);
            real[at] = samples[from + i] * WINDOW[i];
            imaginary[at] = 0;
        }
        for (int half = 1; half < SAMPLES; half *= 2)
            for (int start = 0; start < SAMPLES; start += 2 * half)
                for (int i = 0; i < half; i++) butterfly(start + i, start + i + half, i * (SAMPLES / 2 / half));
    }

    private void butterfly(int top, int bottom, int turn) {
        double re = real[bottom] * COSINES[turn] - imaginary[bottom] * SINES[turn];
        double im = real[bottom] * SINES[turn] + imaginary[bottom] * COSINES[turn];
        real[bottom] = real[top] - re;
        imaginary[bottom] = imaginary[top] - im;
        real[top] += re;
        imaginary[top] += im;
    }

    /** Sum of the power from a bin up to another, the latter not included. */
    double power(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) sum += real[i] * real[i] + imaginary[i] * imaginary[i];
        return sum;
    }
}
