package io.emistream.model.soak;

import io.emistream.model.Waveform;
import java.util.SplittableRandom;

/** An endless, seeded stream of noise of the lengths that speech has: mostly seconds, some very short, some at the limit. One thread at a time. */
public final class MixedLengths {
    private final SplittableRandom random;

    public MixedLengths(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The next waveform: 3 % under 1 s, 4 % at 12 s, the others between, mean near 6 s. */
    public Waveform next() {
        double share = random.nextDouble();
        int length = share < 0.03
                ? random.nextInt(Waveform.SHORTEST, Waveform.RATE)
                : share > 0.96 ? Waveform.LONGEST : random.nextInt(Waveform.RATE, Waveform.LONGEST);
        var samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (float) (0.2 * random.nextDouble() - 0.1);
        }
        return new Waveform(samples);
    }
}
