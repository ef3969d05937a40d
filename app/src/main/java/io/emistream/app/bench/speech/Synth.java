package io.emistream.app.bench.speech;

import java.util.SplittableRandom;

/** Adds made sounds to a stretch of audio, 16 kHz mono. Seeded. Not thread-safe. */
final class Synth {
    static final int RATE = 16_000;

    private final float[] samples;
    private final SplittableRandom random;

    Synth(double seconds, long seed) {
        samples = new float[(int) (seconds * RATE)];
        random = new SplittableRandom(seed);
    }

    SplittableRandom random() {
        return random;
    }

    double seconds() {
        return (double) samples.length / RATE;
    }

    /** Noise over all of it. */
    Synth noise(double level) {
        for (int i = 0; i < samples.length; i++) samples[i] += (float) (level * random.nextGaussian());
        return this;
    }

    /** Notes are sums of partials that fade by a time constant, with a soft begin and end; vibrato in parts of the frequency, 5.5 Hz. */
    record Tone(double hertz, double level, double fade, double softness, double vibrato) {
        static Tone plain(double hertz, double level) {
            return new Tone(hertz, level, 1e9, 0.005, 0);
        }

        static Tone plucked(double hertz, double level) {
            return new Tone(hertz, level, 0.25, 0.003, 0);
        }

        static Tone bowed(double hertz, double level, double vibrato) {
            return new Tone(hertz, level, 1e9, 0.06, vibrato);
        }
    }

    /** A tone from one second to another, with so many harmonics, each half as strong as a sawtooth's. */
    void tone(double from, double to, Tone tone, int harmonics) {
        int first = (int) (from * RATE);
        int end = Math.min(samples.length, (int) (to * RATE));
        double start = random.nextDouble();
        for (int i = first; i < end; i++) {
            double t = (double) (i - first) / RATE;
            double left = (double) (end - i) / RATE;
            double gain = tone.level() * Math.exp(-t / tone.fade()) * Math.min(1, Math.min(t, left) / tone.softness());
            double turns =
                    start + tone.hertz() * (t - tone.vibrato() * Math.cos(2 * Math.PI * 5.5 * t) / (2 * Math.PI * 5.5));
            double sum = 0;
            for (int h = 1; h <= harmonics && h * tone.hertz() < RATE / 2.2; h++)
                sum += Math.sin(2 * Math.PI * h * turns) / h;
            samples[i] += (float) (gain * sum);
        }
    }

    /** A burst of noise that fades, as a drum, a click or a key. */
    void burst(double at, double level, double fade) {
        int first = (int) (at * RATE);
        int end = Math.min(samples.length, first + (int) (8 * fade * RATE));
        for (int i = first; i < end; i++)
            samples[i] += (float) (level * random.nextGaussian() * Math.exp(-(i - first) / (fade * RATE)));
    }

    float[] samples() {
        return samples;
    }
}
