package io.emistream.audio;

import be.tarsos.dsp.resample.Resampler;
import java.util.Arrays;

/**
 * A windowed sinc from any rate to 16 kHz, fed in blocks; the only place that knows TarsosDSP (GPL-3.0; decision record 0007).
 * Output 0 lies at input 0. One thread.
 */
final class SincFilter {
    /** Input samples on either side of an output that can bear on it, at the highest rate that is streamed live (48 kHz), and some to spare. */
    static final int REACH = 128;

    private final double factor;
    private final Resampler filter;
    private final float[] out;

    /** @param block most input samples given at once */
    SincFilter(int rate, int block) {
        factor = (double) SampleStream.RATE / rate;
        filter = new Resampler(true, factor, factor);
        out = room(factor, block);
    }

    private SincFilter(SincFilter unused) {
        factor = unused.factor;
        filter = new Resampler(unused.filter);
        out = new float[unused.out.length];
    }

    /** Another that has heard nothing, from one that has heard nothing: its tables (0.5 MB) are copied instead of computed. */
    SincFilter another() {
        return new SincFilter(this);
    }

    private static float[] room(double factor, int block) {
        return new float[(int) Math.ceil(block * Math.max(1, factor)) + 4096];
    }

    /** What one more block gives; with the last one, all that is left, to the nearest few samples. */
    float[] next(float[] in, int length, boolean last) {
        int used = 0;
        int made = 0;
        while (true) {
            var result = filter.process(factor, in, used, length - used, last, out, made, out.length - made);
            used += result.inputSamplesConsumed;
            made += result.outputSamplesGenerated;
            if (used == length && result.outputSamplesGenerated == 0) break;
            if (used == length && !last) break;
            if (made == out.length) throw new IllegalStateException("resampler made more than " + out.length);
        }
        return Arrays.copyOf(out, made);
    }
}
