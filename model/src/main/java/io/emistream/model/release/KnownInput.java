package io.emistream.model.release;

import io.emistream.model.Waveform;
import java.util.Optional;
import java.util.SplittableRandom;

/** Waveforms that every machine makes alike, for answers that can be checked again. */
public enum KnownInput {
    /** Silence, for which published values exist. */
    ZEROS("one second of zeros", Waveform.RATE) {
        @Override
        float sample(int at, SplittableRandom random) {
            return 0;
        }
    },
    /** Something voiced. */
    TONE("two seconds of a 220 Hz sine at a tenth of full scale", 2 * Waveform.RATE) {
        @Override
        float sample(int at, SplittableRandom random) {
            // StrictMath: the same bits on every machine
            return (float) (0.1 * StrictMath.sin(2 * Math.PI * 220 * at / Waveform.RATE));
        }
    },
    /** Something unvoiced. */
    NOISE("a second and a half of uniform noise at a tenth of full scale, from SplittableRandom(1)", 24_000) {
        @Override
        float sample(int at, SplittableRandom random) {
            return (float) (0.1 * (2 * random.nextDouble() - 1));
        }
    };

    private final String words;
    private final int samples;

    KnownInput(String words, int samples) {
        this.words = words;
        this.samples = samples;
    }

    /** What it is, for people. */
    public String words() {
        return words;
    }

    /** The waveform, anew. */
    public Waveform waveform() {
        var random = new SplittableRandom(1);
        var values = new float[samples];
        for (int i = 0; i < samples; i++) {
            values[i] = sample(i, random);
        }
        return new Waveform(values);
    }

    /** The input of that name, in capitals. */
    public static Optional<KnownInput> named(String name) {
        for (KnownInput input : values()) {
            if (input.name().equals(name)) {
                return Optional.of(input);
            }
        }
        return Optional.empty();
    }

    abstract float sample(int at, SplittableRandom random);
}
