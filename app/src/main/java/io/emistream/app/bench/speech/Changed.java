package io.emistream.app.bench.speech;

import io.emistream.trainer.augment.Channel;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What may happen to speech on its way. */
enum Changed {
    CLEAN((samples, others, seed) -> samples),
    TELEPHONE((samples, others, seed) -> Channel.telephone(samples)),
    NOISE_20_DB((samples, others, seed) -> noisy(samples, 20, seed)),
    NOISE_10_DB((samples, others, seed) -> noisy(samples, 10, seed)),
    NOISE_5_DB((samples, others, seed) -> noisy(samples, 5, seed)),
    TELEPHONE_NOISE_10_DB((samples, others, seed) -> Channel.telephone(noisy(samples, 10, seed))),
    BABBLE_5_DB((samples, others, seed) -> Channel.babble(samples, others, 5)),
    CLIPPED_12_DB((samples, others, seed) -> Channel.clipped(samples, 12)),
    FAINT_30_DB((samples, others, seed) -> Channel.louder(samples, -30)),
    WHISPERED((samples, others, seed) -> Whisper.of(samples, seed));

    private final Change change;

    Changed(Change change) {
        this.change = change;
    }

    private interface Change {
        float[] of(float[] samples, List<float[]> others, long seed);
    }

    /** @param others of other recordings, for the background */
    float[] of(float[] samples, List<float[]> others, long seed) {
        return change.of(samples, others, seed);
    }

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
