package io.emistream.processor.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Made-up speech whose bounds are known: syllables of a buzz, in noise. Seeded. */
public final class Sound {
    private static final int SYLLABLE = 3_200; // 200 ms, of which the last quarter is quiet

    private final short[] samples;
    private final Random random;
    private final List<Span> speech = new ArrayList<>();

    /** A stretch of speech: first sample, and the one behind the last. */
    public record Span(int first, int end) {}

    private Sound(int length, double noise, long seed) {
        samples = new short[length];
        random = new Random(seed);
        for (int i = 0; i < length; i++) samples[i] = (short) Math.round(noise * random.nextGaussian());
    }

    public static Sound ofSeconds(double seconds, double noise, long seed) {
        return new Sound((int) Math.round(seconds * Frames.RATE), noise, seed);
    }

    public Sound speech(double from, double to, double level) {
        int first = (int) Math.round(from * Frames.RATE);
        int end = Math.min(samples.length, (int) Math.round(to * Frames.RATE));
        double pitch = 90 + random.nextInt(150);
        for (int i = first; i < end; i++) {
            double t = (double) (i - first) / Frames.RATE;
            double envelope = isVoiced(i - first) ? 1 : 0;
            double voice = 2 * (pitch * t % 1) - 1; // a sawtooth: all harmonics at once
            samples[i] = (short) Math.max(-32768, Math.min(32767, samples[i] + Math.round(level * envelope * voice)));
        }
        speech.add(new Span(first, end));
        return this;
    }

    /** Random speech of 0.2 s to 20 s with random pauses. */
    public static Sound conversation(double seconds, long seed) {
        var sound = ofSeconds(seconds, 5 + seed % 40, seed);
        var random = new Random(seed);
        double at = random.nextDouble();
        while (at < seconds - 0.5) {
            double length = 0.2 + Math.pow(random.nextDouble(), 3) * 20;
            double end = Math.min(seconds, at + length);
            sound.speech(at, end, 2000 + random.nextInt(6000));
            at = end + 0.1 + 3 * random.nextDouble() * random.nextDouble();
        }
        return sound;
    }

    /** Whether a sample of speech, counted from its first, lies in the loud part of a syllable. */
    static boolean isVoiced(int sample) {
        return sample % SYLLABLE < SYLLABLE * 3 / 4;
    }

    public short[] samples() {
        return samples.clone();
    }

    public List<Span> speech() {
        return List.copyOf(speech);
    }

    public int length() {
        return samples.length;
    }

    /** A copy of a part. */
    public short[] samples(int from, int to) {
        return Arrays.copyOfRange(samples, from, to);
    }
}
