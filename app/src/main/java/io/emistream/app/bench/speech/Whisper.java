package io.emistream.app.bench.speech;

import java.util.SplittableRandom;

/** Makes whispering of speech: keeps what the mouth does, by linear prediction of each 10 ms, and puts noise for the voice. */
final class Whisper {
    private static final int ORDER = 18;
    private static final int WINDOW = 480;
    private static final int STEP = 160;

    /** Mean square of a Hamming window. */
    private static final double WINDOW_POWER = 0.397;

    private Whisper() {}

    static float[] of(float[] samples, long seed) {
        var random = new SplittableRandom(seed);
        var whispered = new float[samples.length];
        var before = new double[samples.length + ORDER];
        for (int from = 0; from + WINDOW <= samples.length; from += STEP) {
            var predictor = new double[ORDER + 1];
            double left = predict(samples, from, predictor);
            double gain = Math.sqrt(left / (WINDOW * WINDOW_POWER));
            int first = from + (WINDOW - STEP) / 2;
            for (int i = first; i < first + STEP; i++) {
                double sample = gain * random.nextGaussian();
                for (int j = 1; j <= ORDER; j++) sample -= predictor[j] * before[ORDER + i - j];
                before[ORDER + i] = Math.max(-1, Math.min(1, sample));
                whispered[i] = (float) before[ORDER + i];
            }
        }
        return whispered;
    }

    /** Levinson and Durbin's recursion; returns the energy that is left. */
    private static double predict(float[] samples, int from, double[] predictor) {
        var alike = alike(samples, from);
        predictor[0] = 1;
        double left = alike[0];
        for (int i = 1; i <= ORDER; i++) {
            double sum = alike[i];
            for (int j = 1; j < i; j++) sum += predictor[j] * alike[i - j];
            double reflection = -sum / left;
            var last = predictor.clone();
            for (int j = 1; j < i; j++) predictor[j] = last[j] + reflection * last[i - j];
            predictor[i] = reflection;
            left *= 1 - reflection * reflection;
        }
        return left;
    }

    private static double[] alike(float[] samples, int from) {
        var windowed = new double[WINDOW];
        for (int i = 0; i < WINDOW; i++)
            windowed[i] = samples[from + i] * (0.54 - 0.46 * Math.cos(2 * Math.PI * i / (WINDOW - 1)));
        var alike = new double[ORDER + 1];
        for (int lag = 0; lag <= ORDER; lag++)
            for (int i = lag; i < WINDOW; i++) alike[lag] += windowed[i] * windowed[i - lag];
        alike[0] = alike[0] * 1.0001 + 1e-9;
        return alike;
    }
}
