package io.emistream.trainer.augment;

import java.util.List;

/** What worse channels and rooms make of a waveform, float32 mono at 16 kHz. Pure: each gives a changed copy of the same length. */
public final class Channel {
    private static final int RATE = 16_000;
    private static final double LOW_HZ = 300;
    private static final double HIGH_HZ = 3_400;
    private static final int TAPS = 257;
    private static final int FULL_SCALE = 32_768;
    private static final int MU_LAW_BIAS = 132;
    private static final int MU_LAW_MOST = 32_635;

    private Channel() {}

    /** A telephone: 300 to 3,400 Hz at 8 kHz in G.711 µ-law, and back. */
    public static float[] telephone(float[] samples) {
        double[] band = band();
        float[] narrow = filtered(samples, band, 1);
        for (int i = 0; i < narrow.length; i++) narrow[i] = i % 2 == 0 ? companded(narrow[i]) : 0;
        return filtered(narrow, band, 2);
    }

    /** Amplified until its peak is so many decibels over full scale, and cut there. */
    public static float[] clipped(float[] samples, double decibels) {
        double peak = 1e-9;
        for (float sample : samples) peak = Math.max(peak, Math.abs(sample));
        float[] changed = louder(samples, decibels - 20 * Math.log10(peak));
        for (int i = 0; i < changed.length; i++) changed[i] = Math.max(-1, Math.min(1, changed[i]));
        return changed;
    }

    /** Amplified by so many decibels, which may be negative. */
    public static float[] louder(float[] samples, double decibels) {
        double gain = Math.pow(10, decibels / 20);
        float[] changed = samples.clone();
        for (int i = 0; i < changed.length; i++) changed[i] *= (float) gain;
        return changed;
    }

    /**
     * Several others talk at once in the background, each as loud as any other.
     *
     * @param voices waveforms; short ones are repeated
     * @param snrDb level of the whole waveform less that of the background
     */
    public static float[] babble(float[] samples, List<float[]> voices, double snrDb) {
        var background = new float[samples.length];
        for (float[] voice : voices) {
            double gain = 1 / Math.max(Augmentation.level(voice), 1e-9);
            for (int i = 0; i < background.length && voice.length > 0; i++)
                background[i] += (float) (gain * voice[i % voice.length]);
        }
        double gain = Augmentation.level(samples)
                / Math.max(Augmentation.level(background), 1e-9)
                * Math.pow(10, -snrDb / 20);
        float[] changed = samples.clone();
        for (int i = 0; i < changed.length; i++) changed[i] += (float) (gain * background[i]);
        return changed;
    }

    /** A band-pass of linear phase: the difference of two sinc low-passes in a Hamming window. */
    private static double[] band() {
        var taps = new double[TAPS];
        int middle = TAPS / 2;
        for (int i = 0; i < TAPS; i++) {
            double window = 0.54 - 0.46 * Math.cos(2 * Math.PI * i / (TAPS - 1));
            taps[i] = window * (low(HIGH_HZ, i - middle) - low(LOW_HZ, i - middle));
        }
        return taps;
    }

    private static double low(double hertz, int at) {
        double turns = 2 * hertz / RATE;
        return at == 0 ? turns : Math.sin(Math.PI * turns * at) / (Math.PI * at);
    }

    private static float[] filtered(float[] samples, double[] taps, double gain) {
        var filtered = new float[samples.length];
        int middle = taps.length / 2;
        for (int i = 0; i < samples.length; i++) {
            double sum = 0;
            int from = Math.max(0, i + middle - samples.length + 1);
            int to = Math.min(taps.length - 1, i + middle);
            for (int tap = from; tap <= to; tap++) sum += taps[tap] * samples[i + middle - tap];
            filtered[i] = (float) (gain * sum);
        }
        return filtered;
    }

    /** One sample through G.711 µ-law: 8 bits, of which four say where in one of eight segments, each twice as wide as the one below. */
    static float companded(float sample) {
        int value = Math.round(Math.max(-1, Math.min(1, sample)) * FULL_SCALE);
        int magnitude = Math.min(Math.abs(value), MU_LAW_MOST) + MU_LAW_BIAS;
        int step = 24 - Integer.numberOfLeadingZeros(magnitude) + 3;
        int kept = (magnitude >> step << step) + (1 << step - 1) - MU_LAW_BIAS;
        return (float) Math.copySign(kept, value) / FULL_SCALE;
    }
}
