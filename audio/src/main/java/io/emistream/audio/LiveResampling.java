package io.emistream.audio;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Mono audio at 16 kHz from a live stream of another rate, given as it comes, with less than 30 ms of delay. One thread; 0.6 MB at the usual rates.
 *
 * <p>The stream can be broken off after any output and gone on with by another object, bit for bit: every {@value #PIECE_SECONDS}
 * seconds of the output are made by a filter of their own, which begins to hear a little before them. So an output depends on the samples
 * of its piece and their positions only, and whoever goes on needs the input from {@link #firstNeeded} on, whatever was heard before.
 * At 8, 12, 16, 24, 32 and 48 kHz the result is that of reading the same audio from a file.
 *
 * <p>The length is the input's times 16,000 / rate, rounded to the nearest, 1 at least. At 16 kHz samples pass untouched.
 */
public final class LiveResampling {
    /** Seconds of output that one filter makes. */
    public static final int PIECE_SECONDS = 4;

    private static final int PIECE = PIECE_SECONDS * SampleStream.RATE;
    private static final int BLOCK = 160;
    private static final Set<Integer> USUAL =
            Set.of(8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000);

    /** Filters that never hear anything, for their tables: at most one for each usual rate. */
    private static final Map<Integer, SincFilter> TABLES = new ConcurrentHashMap<>();

    private final int rate;
    private final SincFilter unused;
    private final float[] block = new float[BLOCK];
    private final Samples overlap = new Samples();
    private SincFilter filter;
    private int filled;
    private long piece;
    private long heard;
    private long skipped;
    private long made;

    /** From the beginning. @param rate samples per second, 8,000 to 48,000 */
    public LiveResampling(int rate) {
        this(rate, 0);
    }

    /**
     * Goes on with a stream.
     *
     * @param made outputs that there are; the input to be added next is {@link #firstNeeded}
     */
    public LiveResampling(int rate, long made) {
        this.rate = checked(rate);
        this.unused = USUAL.contains(rate)
                ? TABLES.computeIfAbsent(rate, usual -> new SincFilter(usual, BLOCK))
                : new SincFilter(rate, BLOCK);
        this.filter = rate == SampleStream.RATE ? unused : unused.another();
        this.made = made;
        this.piece = made / PIECE;
        this.heard = rate == SampleStream.RATE ? made : start(rate, piece);
        this.skipped = output(rate, heard);
    }

    /** The first input sample without which the outputs after the given ones cannot be made. */
    public static long firstNeeded(int rate, long made) {
        return checked(rate) == SampleStream.RATE ? made : start(rate, made / PIECE);
    }

    /** The next input sample, counted from 0. */
    public long heard() {
        return heard;
    }

    /** What the samples give, possibly nothing yet. */
    public float[] add(float[] samples) {
        if (rate == SampleStream.RATE) {
            heard += samples.length;
            made += samples.length;
            return samples;
        }
        var out = new Samples();
        for (float sample : samples) hear(sample, out);
        return out.take();
    }

    /** What is left at the end of the stream. */
    public float[] end() {
        if (rate == SampleStream.RATE) return new float[0];
        long due = heard == 0 ? 0 : Math.max(1, Math.round(heard * (double) SampleStream.RATE / rate));
        var out = new Samples();
        keep(filter.next(block, filled, true), due, out);
        while (made == pieceEnd() && made < due) {
            nextPiece(out);
            keep(filter.next(block, filled, true), due, out);
        }
        // the filter rounds its end down now and then
        for (; made < due; made++) out.add(0);
        return out.take();
    }

    private void hear(float sample, Samples out) {
        if (heard >= start(rate, piece + 1)) overlap.add(sample);
        heard++;
        block[filled++] = sample;
        if (filled < BLOCK) return;
        filled = 0;
        keep(filter.next(block, BLOCK, false), Long.MAX_VALUE, out);
        if (made == pieceEnd()) nextPiece(out);
    }

    private void keep(float[] outputs, long due, Samples out) {
        for (float output : outputs) {
            if (skipped < made) skipped++;
            else if (made < Math.min(due, pieceEnd())) {
                out.add(output);
                made++;
                skipped++;
            }
        }
    }

    private void nextPiece(Samples out) {
        piece++;
        filter = unused.another();
        filled = 0;
        heard = start(rate, piece);
        skipped = output(rate, heard);
        for (float sample : overlap.take()) hear(sample, out);
    }

    private long pieceEnd() {
        return (piece + 1) * PIECE;
    }

    /** Where the filter of a piece begins to hear: at an input that lies on an output, and early enough. */
    private static long start(int rate, long piece) {
        int step = rate / greatestCommonDivisor(rate, SampleStream.RATE);
        int lead = (SincFilter.REACH + step - 1) / step * step;
        return Math.max(0, piece * PIECE_SECONDS * rate - lead);
    }

    private static long output(int rate, long input) {
        return input * SampleStream.RATE / rate;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    private static int checked(int rate) {
        if (rate < 8_000 || rate > 48_000)
            throw new IllegalArgumentException(
                    "a live stream of " + rate + " Hz; 8000 to 48000 Hz are taken: convert it before");
        return rate;
    }

    /** Samples that become more. */
    private static final class Samples {
        private float[] kept = new float[256];
        private int length;

        void add(float sample) {
            if (length == kept.length) kept = Arrays.copyOf(kept, 2 * length);
            kept[length++] = sample;
        }

        float[] take() {
            var taken = Arrays.copyOf(kept, length);
            length = 0;
            return taken;
        }
    }
}
