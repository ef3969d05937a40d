package io.emistream.trainer.augment;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Changes waveforms by chance. Pure: the same random numbers give the same waveform. */
public final class Augmentation {
    private static final double RATE = 16_000;
    private static final double SNR_SPAN_DB = 30;

    private final AugmentationRules rules;

    public Augmentation(AugmentationRules rules) {
        this.rules = rules;
    }

    /**
     * A changed copy.
     *
     * @param samples float32 mono at 16 kHz
     * @return speed changes its length
     */
    public float[] change(float[] samples, SplittableRandom random) {
        float[] changed = samples.clone();
        if (rules.speed() > 0) changed = faster(changed, 1 + random.nextDouble(-1, 1) * rules.speed());
        if (random.nextDouble() < rules.reverberation()) changed = room(changed, random);
        if (random.nextDouble() < rules.band()) narrow(changed, random);
        if (random.nextDouble() < rules.noise())
            noise(changed, rules.leastSnrDb() + random.nextDouble() * SNR_SPAN_DB, random);
        if (rules.gainDb() > 0) scale(changed, Math.pow(10, random.nextDouble(-1, 1) * rules.gainDb() / 20));
        return changed;
    }

    /** Resampled by cubic interpolation (Catmull–Rom), as a tape that runs at {@code factor} times its speed. */
    static float[] faster(float[] samples, double factor) {
        var result = new float[(int) Math.floor(samples.length / factor)];
        for (int i = 0; i < result.length; i++) {
            double at = i * factor;
            int whole = (int) at;
            double t = at - whole;
            double a = at(samples, whole - 1);
            double b = at(samples, whole);
            double c = at(samples, whole + 1);
            double d = at(samples, whole + 2);
            result[i] = (float) (b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))));
        }
        return result;
    }

    private static double at(float[] samples, int index) {
        return samples[Math.max(0, Math.min(samples.length - 1, index))];
    }

    /** A room of 0.1 to 0.6 s: sparse reflections of either sign that decay by 60 dB (velvet noise, Karjalainen and Järveläinen 2007). */
    static float[] room(float[] samples, SplittableRandom random) {
        double seconds = random.nextDouble(0.1, 0.6);
        double level = random.nextDouble(0.1, 0.6);
        float[] wet = samples.clone();
        int gap = 80; // 200 reflections a second
        for (int start = gap; start < seconds * RATE; start += gap) {
            int delay = start + random.nextInt(gap);
            double decay = Math.pow(10, -3 * delay / (seconds * RATE));
            float gain = (float) (level * decay * (random.nextBoolean() ? 1 : -1));
            for (int i = delay; i < wet.length; i++) wet[i] += gain * samples[i - delay];
        }
        return wet;
    }

    /** A low-pass from 2 to 7 kHz, with a high-pass from 100 to 400 Hz in half of the cases. */
    static void narrow(float[] samples, SplittableRandom random) {
        Biquad.lowPass(random.nextDouble(2_000, 7_000) / RATE).filter(samples);
        if (random.nextBoolean())
            Biquad.highPass(random.nextDouble(100, 400) / RATE).filter(samples);
    }

    /** Noise whose spectrum falls by 0 to 6 dB an octave, at a ratio to the whole waveform's level. */
    static void noise(float[] samples, double snrDb, SplittableRandom random) {
        double colour = random.nextDouble(0, 0.98);
        var noise = new float[samples.length];
        double state = 0;
        for (int i = 0; i < noise.length; i++) {
            state = colour * state + random.nextDouble(-1, 1);
            noise[i] = (float) state;
        }
        double gain = level(samples) / Math.max(level(noise), 1e-9) * Math.pow(10, -snrDb / 20);
        for (int i = 0; i < samples.length; i++) samples[i] += (float) (gain * noise[i]);
    }

    private static void scale(float[] samples, double gain) {
        for (int i = 0; i < samples.length; i++) samples[i] *= (float) gain;
    }

    static double level(float[] samples) {
        double squares = 0;
        for (float sample : samples) squares += sample * (double) sample;
        return Math.sqrt(squares / Math.max(1, samples.length));
    }

    /** A random stretch of at most {@code length} samples. */
    public static float[] crop(float[] samples, int length, SplittableRandom random) {
        if (samples.length <= length) return samples;
        int start = random.nextInt(samples.length - length + 1);
        return Arrays.copyOfRange(samples, start, start + length);
    }
}
