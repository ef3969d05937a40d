package io.emistream.model.engine;

import io.emistream.model.InferenceEngine;
import io.emistream.model.Scored;
import io.emistream.model.Waveform;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Waveforms that are worth a score only while the device has nothing else to do: one at a time, none that would hold the device for longer than a batch
 * may take, and no more than it can hold. Nobody is told of them, since they say nothing that the release will not be asked again. Guarded by the inbox's lock.
 */
final class SpareLane {
    private static final int MOST = 256;

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final Duration longest;
    private final LongSupplier nanos;

    SpareLane(Duration longest, LongSupplier nanos) {
        this.longest = longest;
        this.nanos = nanos;
    }

    /** One that waits; submitted is on the scorer's clock. */
    record Waiting(String sessionId, Waveform waveform, CompletableFuture<Scored> result, long submitted) {}

    boolean isEmpty() {
        waiting.removeIf(one -> one.result().isDone());
        return waiting.isEmpty();
    }

    /** Queues a waveform; the oldest is given up where there are too many. */
    CompletableFuture<Scored> add(String sessionId, Waveform waveform) {
        if (isEmpty() || waiting.size() < MOST) {
            var next = new Waiting(sessionId, waveform, new CompletableFuture<>(), nanos.getAsLong());
            waiting.add(next);
            return next.result();
        }
        waiting.remove().result().cancel(false);
        return add(sessionId, waveform);
    }

    /** The oldest that somebody still waits for and that is short enough; the others are given up. */
    Optional<Waiting> next(double nanosPerSample) {
        while (!isEmpty()) {
            Waiting next = waiting.remove();
            if (next.waveform().samples().length * nanosPerSample <= longest.toNanos()) return Optional.of(next);
            next.result().cancel(false);
        }
        return Optional.empty();
    }

    /** On the device owner's thread. */
    static void score(WatchedDevice device, Waiting one, InferenceEngine engine, LongSupplier nanos) {
        long started = nanos.getAsLong();
        try {
            var score = device.infer(engine, List.of(one.waveform())).get(0);
            one.result()
                    .complete(new Scored(
                            score,
                            engine.release(),
                            Duration.ofNanos(started - one.submitted()),
                            Duration.ofNanos(nanos.getAsLong() - started),
                            1));
        } catch (RuntimeException | Error e) {
            one.result().completeExceptionally(e);
        }
    }

    /** Gives up all, at the end. */
    void clear() {
        waiting.forEach(one -> one.result()
                .completeExceptionally(new CancellationException("the scorer closed before it had time for it")));
        waiting.clear();
    }
}
