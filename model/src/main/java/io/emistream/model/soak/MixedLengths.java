package io.emistream.model.soak;

import io.emistream.model.Waveform;
import java.util.SplittableRandom;

/**
 * An endless stream of noise of the lengths that the challenge's clips have: mean 6.9 s, 3 % under 1 s, 4 % at 12 s. Lengths follow the multiples of
 * the golden ratio, which fill the distribution evenly and are the same in any language; samples are seeded. One thread at a time.
 */
public final class MixedLengths {
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final double UNDER_A_SECOND = 0.03;
    private static final double LONGEST = 0.96;

    /** Bends the lengths from 1 to 12 s so that their mean, and with it that of all, comes out right. */
    private static final double BEND = 0.87;

    private final SplittableRandom random;
    private long drawn;

    public MixedLengths(long seed) {
        this.random = new SplittableRandom(seed);
        this.drawn = random.nextInt(1 << 16);
    }

    /** The stream whose lengths start at the beginning of the sequence. */
    public static MixedLengths fromTheStart() {
        var lengths = new MixedLengths(1);
        lengths.drawn = 0;
        return lengths;
    }

    /** The next waveform. */
    public Waveform next() {
        return noise((int) (seconds(drawn++) * Waveform.RATE));
    }

    /** A waveform of a given length, of noise from the same seed. */
    public Waveform noise(int length) {
        var samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (float) (0.2 * random.nextDouble() - 0.1);
        }
        return new Waveform(samples);
    }

    static double seconds(long index) {
        double share = (index + 0.5) * GOLDEN % 1;
        if (share < UNDER_A_SECOND) return 0.1 + 0.9 * share / UNDER_A_SECOND;
        if (share >= LONGEST) return 12;
        return 1 + 11 * Math.pow((share - UNDER_A_SECOND) / (LONGEST - UNDER_A_SECOND), BEND);
    }
}
