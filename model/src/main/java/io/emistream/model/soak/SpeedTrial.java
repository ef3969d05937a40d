package io.emistream.model.soak;

import io.emistream.model.InferenceEngine;
import io.emistream.model.Waveform;
import io.emistream.model.engine.Engines;
import io.emistream.model.engine.PartTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Measures how many seconds of audio an engine infers in a second.
 *
 * @param seconds length of each waveform; without it, the lengths of {@link MixedLengths} from the start
 * @param batch waveforms given at once
 * @param clips waveforms in a round, in batches of {@code batch}
 * @param rounds measured, after one that is not
 */
public record SpeedTrial(OptionalDouble seconds, int batch, int clips, int rounds) {

    /** Runs the trial on the calling thread; leaves the engine open. */
    public Result run(InferenceEngine engine, LongSupplier nanos) {
        List<List<Waveform>> batches = batches();
        double audio = batches.stream()
                .flatMap(List::stream)
                .mapToDouble(Waveform::seconds)
                .sum();
        batches.forEach(engine::infer);
        var calls = new ArrayList<Double>();
        var totals = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            for (List<Waveform> waveforms : batches) {
                long started = nanos.getAsLong();
                engine.infer(waveforms);
                calls.add((nanos.getAsLong() - started) / 1e6);
                totals[round] += calls.get(calls.size() - 1);
            }
        }
        double[] sorted =
                calls.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        Waveform longest = new MixedLengths(1).noise((int) (seconds.orElse(12) * Waveform.RATE));
        return new Result(
                1000 * audio / quantile(DoubleStream.of(totals).sorted().toArray(), 0.5),
                quantile(sorted, 0.5),
                quantile(sorted, 0.99),
                Engines.parts(engine, List.of(longest), nanos));
    }

    private List<List<Waveform>> batches() {
        var source = MixedLengths.fromTheStart();
        List<Waveform> all = Stream.generate(() -> seconds.isPresent()
                        ? source.noise((int) (seconds.getAsDouble() * Waveform.RATE))
                        : source.next())
                .limit(clips)
                .toList();
        var batches = new ArrayList<List<Waveform>>();
        for (int from = 0; from < clips; from += batch) {
            batches.add(all.subList(from, Math.min(clips, from + batch)));
        }
        return batches;
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /**
     * What was measured.
     *
     * @param audioSecondsPerSecond at the median round
     * @param p50 median milliseconds of a batch
     * @param p99 99th percentile, milliseconds
     * @param parts of one waveform of the given length, or of 12 s
     */
    public record Result(double audioSecondsPerSecond, double p50, double p99, PartTimes parts) {}
}
