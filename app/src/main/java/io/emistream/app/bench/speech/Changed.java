package io.emistream.app.bench.speech;

import io.emistream.trainer.augment.Channel;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What may happen to speech on its way. */
enum Changed {
    CLEAN {
        @Override
        float[] of(float[] samples, List<float[]> others, long seed) {
            return samples;
        }
    },
    TELEPHONE {
        @Override
        float[] of(float[] samples, List<float[]> others, long seed) {
            return Channel.telephone(samples);
        }
    },
    NOISE_20_DB {
        @Override
        float[] of(float[] samples, List<float[]> others, long seed) {
            return noisy(samples, 20, seed);
        }
    },
    NOISE_10_DB {
        @Override
        float[] of(float[] samples, List<float[]> others, long seed) {
            return noisy(samples, 10, seed);
        }
    },
    NOISE_5_DB {
        @Override
        float[] of(float[] samples, List<float[]> others, long seed) {
            return noisy(samples, 5, seed);
        }
    },
    TELEPHONE_NOISE_10_DB {
        @Override
        float[] of(float[] samples, List<float[]> others, long seed) {
            return Channel.telephone(noisy(samples, 10, seed));
        }
    },
    BABBLE_5_DB {
        @Override
        float[] of(float[] samples, List<float[]> others, long seed) {
            return Channel.babble(samples, others, 5);
        }
    },
    CLIPPED_12_DB {
        @Override
        float[] of(float[] samples, List<float[]> others, long seed) {
            return Channel.clipped(samples, 12);
        }
    },
    FAINT_30_DB {
        @Override
        float[] of(float[] samples, List<float[]> others, long seed) {
            return Channel.louder(samples, -30);
        }
    },
    WHISPERED {
        @Override
        float[] of(float[] samples, List<float[]> others, long seed) {
            return Whisper.of(samples, seed);
        }
    };

    /** @param others of other recordings, for the background */
    abstract float[] of(float[] samples, List<float[]> others, long seed);

    private static float[] noisy(float[] samples, double snrDb, long seed) {
        double squares = 0;
        for (float sample : samples) squares += sample * sample;
        double gain = Math.sqrt(squares / Math.max(1, samples.length)) * Math.pow(10, -snrDb / 20);
        var random = new SplittableRandom(seed);
        var noisy = samples.clone();
        for (int i = 0; i < noisy.length; i++) noisy[i] += (float) (gain * random.nextGaussian());
        return noisy;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
