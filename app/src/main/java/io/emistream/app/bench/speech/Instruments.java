package io.emistream.app.bench.speech;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Instruments and machines, played into a stretch of audio. Times are in seconds; what begins or ends outside of the stretch is cut there. Not thread-safe. */
final class Instruments {
    private static final int RATE = Synth.RATE;
    private static final double HIGHEST = RATE / 2.2;

    private final Synth synth;
    private final SplittableRandom random;

    Instruments(Synth synth) {
        this.synth = synth;
        random = synth.random();
    }

    /** A string that is plucked, by Karplus and Strong: noise that goes round a delay line and loses its edge. */
    void string(double at, double length, double hertz, double level) {
        var samples = synth.samples();
        int first = (int) (at * RATE);
        int end = Math.min(samples.length, (int) ((at + length) * RATE));
        double period = RATE / hertz - 0.5;
        var line = new double[(int) period];
        double part = period - line.length;
        for (int i = 0; i < line.length; i++) line[i] = random.nextDouble(-1, 1);
        double before = 0;
        for (int i = first; i < end; i++) {
            int here = (i - first) % line.length;
            double now = line[here];
            double next = line[(here + 1) % line.length];
            samples[i] += (float) (level * now * Math.min(1, (end - i) / 200.0));
            line[here] = 0.996 * (0.5 * ((1 - part) * now + part * next) + 0.5 * (part * now + (1 - part) * before));
            before = now;
        }
    }

    /**
     * Harmonics of a pitch that moves.
     *
     * @param hertz by the time since it began
     * @param gain the same
     * @param partials how strong each harmonic is
     */
    void voice(double at, double length, DoubleUnaryOperator hertz, DoubleUnaryOperator gain, double... partials) {
        var samples = synth.samples();
        int first = (int) (at * RATE);
        int end = Math.min(samples.length, (int) ((at + length) * RATE));
        double turns = random.nextDouble();
        for (int i = first; i < end; i++) {
            double t = (double) (i - first) / RATE;
            double now = hertz.applyAsDouble(t);
            turns += now / RATE;
            double sum = 0;
            for (int h = 1; h <= partials.length && h * now < HIGHEST; h++)
                if (partials[h - 1] != 0) sum += partials[h - 1] * Math.sin(2 * Math.PI * h * turns);
            samples[i] += (float) (gain.applyAsDouble(t) * Math.min(1, (end - i) / 160.0) * sum);
        }
    }

    /** Something that is struck: partials at these ratios, each of which fades the sooner the higher it is. */
    void struck(double at, double hertz, double level, double fade, double... ratios) {
        for (int i = 0; i < ratios.length; i++) {
            double constant = fade / (1 + 0.5 * i);
            double strength = level / (i + 1);
            if (ratios[i] * hertz < HIGHEST)
                voice(
                        at,
                        6 * constant,
                        steady(ratios[i] * hertz),
                        t -> strength * Math.min(1, t / 0.002) * Math.exp(-t / constant),
                        1);
        }
    }

    /** A drum's skin: a pitch that falls, with a slap. */
    void skin(double at, double hertz, double level, double fade) {
        voice(at, 6 * fade, t -> hertz * (1 + 1.5 * Math.exp(-t / 0.03)), t -> level * Math.exp(-t / fade), 1);
        synth.burst(at, 0.3 * level, 0.005);
    }

    /**
     * Noise.
     *
     * @param gain by the time since it began
     * @param low share of each sample that the next keeps, 0 to 1: near 1 it rumbles
     * @param high how much of what is low is taken out, 0 to 1
     */
    void noise(double at, double length, DoubleUnaryOperator gain, double low, double high) {
        var samples = synth.samples();
        int first = (int) (at * RATE);
        int end = Math.min(samples.length, (int) ((at + length) * RATE));
        double slow = 0;
        double before = 0;
        for (int i = first; i < end; i++) {
            slow = low * slow + Math.sqrt(1 - low * low) * random.nextGaussian();
            samples[i] += (float) (gain.applyAsDouble((double) (i - first) / RATE) * (slow - high * before));
            before = slow;
        }
    }

    static DoubleUnaryOperator steady(double value) {
        return t -> value;
    }

    /** A pitch that trembles: this far, in parts of it, and so often a second. */
    static DoubleUnaryOperator vibrato(double hertz, double depth, double rate) {
        return t -> hertz * (1 + depth * Math.sin(2 * Math.PI * rate * t));
    }

    /** Begins and ends softly. */
    static DoubleUnaryOperator held(double level, double length, double softness) {
        return t -> level * Math.max(0, Math.min(1, Math.min(t, length - t) / softness));
    }

    static DoubleUnaryOperator fading(double level, double constant) {
        return t -> level * Math.min(1, t / 0.004) * Math.exp(-t / constant);
    }

    /** Each weaker than the one before by its number to this power. */
    static double[] partials(int count, double power) {
        var partials = new double[count];
        Arrays.setAll(partials, i -> Math.pow(i + 1, -power));
        return partials;
    }
}
