package io.emistream.model.soak;

import io.emistream.model.InferenceEngine;
import io.emistream.model.Scored;
import io.emistream.model.engine.BatchRules;
import io.emistream.model.engine.BatchingScorer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Infers waveforms of mixed lengths for long, while other threads fight for the cores, and ends by itself: no crash, and hardly more memory at
 * the end than after warm-up.
 *
 * @param inferences how many at most, warm-up included
 * @param atMost no new waveform is taken up after this time, warm-up included
 * @param warmUp inferences before memory is first read
 * @param burners threads that only burn CPU time
 * @param seed of the waveforms
 */
public record SoakTrial(int inferences, Duration atMost, int warmUp, int burners, long seed) {
    /** Submissions under way at once; more than a batch, so that batches form. */
    private static final int UNDER_WAY = 24;

    /** Runs the trial; closes the engine. */
    public Result run(InferenceEngine engine, LongSupplier nanos, Consumer<String> say)
            throws InterruptedException, ExecutionException {
        var burning = new AtomicBoolean(true);
        for (int i = 0; i < burners; i++) {
            var thread = new Thread(() -> burn(burning), "burner-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        long started = nanos.getAsLong();
        var memory = new ResidentMemory();
        var waveforms = new MixedLengths(seed);
        var underWay = new ArrayDeque<CompletableFuture<Scored>>();
        int done = 0;
        double audio = 0;
        long afterWarmUp = 0;
        long peak = 0;
        try (var scorer = new BatchingScorer(engine, BatchRules.DEFAULT, nanos)) {
            while (done < inferences) {
                boolean late = nanos.getAsLong() - started > atMost.toNanos();
                while (!late && underWay.size() < Math.min(UNDER_WAY, inferences - done)) {
                    var waveform = waveforms.next();
                    audio += waveform.seconds();
                    underWay.add(scorer.submit("a", waveform));
                }
                if (underWay.isEmpty()) break;
                Scored scored = underWay.remove().get();
                if (scored.score().abstained() != null) {
                    throw new IllegalStateException(
                            "a sound waveform was not scored: " + scored.score().abstained());
                }
                done++;
                if (done == warmUp) {
                    afterWarmUp = memory.bytes();
                }
                if (done >= warmUp && done % Math.max(1, warmUp / 4) == 0) {
                    long now = memory.bytes();
                    peak = Math.max(peak, now);
                    say.accept("%d inferences, resident %d MB".formatted(done, now >> 20));
                }
            }
        } finally {
            burning.set(false);
        }
        Duration took = Duration.ofNanos(nanos.getAsLong() - started);
        return new Result(done, audio, took, afterWarmUp, memory.bytes(), peak);
    }

    private static void burn(AtomicBoolean burning) {
        double value = 1;
        while (burning.get()) {
            value = Math.sin(value) + 1;
        }
    }

    /**
     * What came of a trial.
     *
     * @param audioSeconds seconds of audio inferred
     * @param afterWarmUp resident bytes after warm-up
     * @param atEnd resident bytes at the end, when the engine is freed
     * @param peak highest resident bytes read on the way
     */
    public record Result(int inferences, double audioSeconds, Duration took, long afterWarmUp, long atEnd, long peak) {
        /** Growth of the highest reading over the one after warm-up; 0.05 is 5 %. */
        public double growth() {
            return (double) peak / afterWarmUp - 1;
        }
    }
}
