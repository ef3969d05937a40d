package io.emistream.app.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Bursts of tone at known samples in faint noise: what must be heard is known without asking who hears it. Bursts are shorter than the four seconds after
 * which a tone counts as noise, and longer than the half second that is scored at least; rows of them, with short breaks, are longer than a segment may be.
 */
final class MarkedTones implements Sound {
    private static final double LOUD = 8_000;
    private static final double HERTZ = 220;

    /** The pitch goes evenly up and down by a sixth, twice a second: a tone that stands still, be it at its turns, is no speech, and not scored. */
    private static final double GLIDE = 1 / 6.0;

    private static final double GLIDES_A_SECOND = 2;
    private static final int FAINT = 8;

    /** Tone and break of a row: a segment of 12 s is cut within the break, so that no rest is too short to be scored. */
    private static final int ROW_TONE = samples(2.8);

    private static final int ROW_BREAK = samples(0.2);
    private static final int ROW = 6;

    private final List<Range> bursts;

    /** @param length in samples; no burst is cut by the end */
    MarkedTones(long seed, long length) {
        var random = new SplittableRandom(seed);
        var planned = new ArrayList<Range>();
        for (long at = pause(random); at < length; at += pause(random)) {
            if (random.nextInt(4) == 0) at = row(at, length, planned);
            else at = burst(at, samples(random.nextDouble(0.7, 3.0)), length, planned);
        }
        bursts = List.copyOf(planned);
    }

    private static long row(long from, long length, List<Range> planned) {
        long at = from;
        for (int i = 0; i < ROW; i++) at = burst(at, ROW_TONE, length, planned) + ROW_BREAK;
        return at;
    }

    private static long burst(long from, int tone, long length, List<Range> planned) {
        if (from + tone < length) planned.add(new Range(from, from + tone - 1));
        return from + tone;
    }

    private static int pause(SplittableRandom random) {
        return samples(random.nextDouble(0.7, 2.0));
    }

    private static int samples(double seconds) {
        return (int) (seconds * RATE);
    }

    /** Where the tone is, in order. */
    List<Range> bursts() {
        return bursts;
    }

    @Override
    public short[] samples(long first, int count) {
        var samples = new short[count];
        for (int i = 0; i < count; i++) samples[i] = noise(first + i);
        for (var burst : bursts) {
            long from = Math.max(first, burst.first());
            long to = Math.min(first + count - 1, burst.last());
            for (long at = from; at <= to; at++)
                samples[(int) (at - first)] += (short) (LOUD * Math.sin(2 * Math.PI * turns((double) at / RATE)));
        }
        return samples;
    }

    private static double turns(double seconds) {
        double glides = seconds * GLIDES_A_SECOND;
        double part = glides - Math.floor(glides);
        double risen = part < 0.5
                ? 2 * part * part - part
                : 3 * part - 2 * part * part - 1; // of a pitch from -1 to 1 and back
        return HERTZ * (seconds + GLIDE * risen / GLIDES_A_SECOND);
    }

    /** The same for the same place. */
    private static short noise(long at) {
        return (short) (new SplittableRandom(at).nextInt(2 * FAINT + 1) - FAINT);
    }
}
