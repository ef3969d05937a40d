package io.emistream.model.soak;

import io.emistream.model.InferenceEngine;
import io.emistream.model.Waveform;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Measures how many seconds of audio an engine infers in a second.
 *
 * @param seconds length of each waveform
 * @param batch waveforms in a call
 * @param rounds calls measured, after two that are not
 */
public record SpeedTrial(double seconds, int batch, int rounds) {

    /** Runs the trial on the calling thread; leaves the engine open. */
    public Result run(InferenceEngine engine, LongSupplier nanos) {
        var random = new Random(1);
        var waveforms = Stream.generate(() -> noise(random)).limit(batch).toList();
        engine.infer(waveforms);
        engine.infer(waveforms);
        var took = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            long started = nanos.getAsLong();
            engine.infer(waveforms);
            took[i] = nanos.getAsLong() - started;
        }
        Arrays.sort(took);
        double median = took[rounds / 2] / 1e9;
        return new Result(seconds * batch / median, 1_000 * median, took[(int) Math.ceil(0.99 * rounds) - 1] / 1e6);
    }

    private Waveform noise(Random random) {
        var samples = new float[(int) (seconds * Waveform.RATE)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.1 * random.nextGaussian());
        }
        return new Waveform(samples);
    }

    /**
     * What was measured.
     *
     * @param audioSecondsPerSecond at the median call
     * @param p50 median milliseconds of a call
     * @param p99 99th percentile, milliseconds
     */
    public record Result(double audioSecondsPerSecond, double p50, double p99) {}
}
