package io.emistream.audio;

import java.io.IOException;
import java.util.Arrays;

/**
 * Mono audio at 16 kHz from any rate.
 *
 * <p>The filter is always fed blocks of the same size, so the result never depends on how the source or the reader slices
 * the audio. Output 0 lies at input 0; the length is the input's times 16,000 / rate, rounded to the nearest, 1 at least. At
 * 16 kHz samples pass untouched.
 */
final class Resampling {
    interface Mono {
        /** Fills from an offset; returns how many samples, -1 at the end. */
        int read(float[] buffer, int offset, int length) throws IOException;
    }

    private static final int BLOCK = 4096;

    private final Mono source;
    private final double factor;
    private final SincFilter filter;
    private final float[] in = new float[BLOCK];
    private float[] out = {};
    private int outEnd;
    private int outUsed;
    private long consumed;
    private long produced;
    private boolean ended;

    Resampling(Mono source, int rate) {
        this.source = source;
        factor = (double) SampleStream.RATE / rate;
        filter = new SincFilter(rate, BLOCK);
    }

    static Mono to16k(Mono source, int rate) {
        return rate == SampleStream.RATE ? source : new Resampling(source, rate)::read;
    }

    private int read(float[] buffer, int offset, int length) throws IOException {
        while (outUsed == outEnd) {
            if (ended) return -1;
            convert();
        }
        int count = Math.min(length, outEnd - outUsed);
        System.arraycopy(out, outUsed, buffer, offset, count);
        outUsed += count;
        return count;
    }

    private void convert() throws IOException {
        int filled = 0;
        boolean last = false;
        while (filled < BLOCK && !last) {
            int got = source.read(in, filled, BLOCK - filled);
            if (got < 0) last = true;
            else filled += got;
        }
        consumed += filled;
        outUsed = 0;
        out = filter.next(in, filled, last);
        outEnd = out.length;
        ended = last;
        fitLength(last);
    }

    /** The filter rounds its end in either direction: hold the length to the one that media time asks for. */
    private void fitLength(boolean last) {
        // a recording shorter than half a sample here still counts as one: audio never turns into none
        long due = Math.max(Math.min(1, consumed), Math.round(consumed * factor));
        if (last && produced + outEnd > due) outEnd = (int) Math.max(0, due - produced);
        if (last && produced + outEnd < due) {
            outEnd = (int) (due - produced);
            out = Arrays.copyOf(out, outEnd);
        }
        produced += outEnd;
    }
}
