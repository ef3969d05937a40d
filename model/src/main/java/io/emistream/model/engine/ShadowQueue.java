package io.emistream.model.engine;

import io.emistream.model.InferenceEngine;
import io.emistream.model.Score;
import io.emistream.model.Scored;
import io.emistream.model.Waveform;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * What a shadow release has yet to score: one waveform at a time, only while nothing else waits, and no more than it can hold, so that it never
 * delays a real result by more than one of its own. Belongs to the device owner's thread.
 */
final class ShadowQueue {
    private static final int MOST = 64;

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final LongSupplier nanos;

    ShadowQueue(LongSupplier nanos) {
        this.nanos = nanos;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Queues a waveform; the oldest is given up where there are too many. */
    CompletableFuture<Scored> add(Waveform waveform) {
        if (waiting.size() == MOST) waiting.remove().result().cancel(false);
        var next = new Waiting(waveform, new CompletableFuture<>(), nanos.getAsLong());
        waiting.add(next);
        return next.result();
    }

    /** Scores the oldest. */
    void scoreOne(WatchedDevice device, InferenceEngine shadow, Outcomes outcomes) {
        Waiting next = waiting.remove();
        long started = nanos.getAsLong();
        try {
            Score score = device.infer(shadow, List.of(next.waveform())).get(0);
            var scored = new Scored(
                    score,
                    shadow.release(),
                    Duration.ofNanos(started - next.submitted()),
                    Duration.ofNanos(nanos.getAsLong() - started),
                    1);
            if (score.isNotFinite()) outcomes.failed(shadow.release().id());
            else outcomes.scored(next.waveform(), scored);
            next.result().complete(scored);
        } catch (CancellationException e) {
            next.result().cancel(false);
        } catch (RuntimeException | Error e) {
            outcomes.failed(shadow.release().id());
            next.result().completeExceptionally(e);
        }
    }

    /** Gives up what waits. */
    void clear() {
        waiting.forEach(one -> one.result().cancel(false));
        waiting.clear();
    }

    private record Waiting(Waveform waveform, CompletableFuture<Scored> result, long submitted) {}
}
