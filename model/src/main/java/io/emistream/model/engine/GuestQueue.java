package io.emistream.model.engine;

import io.emistream.model.InferenceEngine;
import io.emistream.model.Waveform;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Calls of guests that wait for a pause, and no longer than a second. Guarded by the inbox's lock. */
final class GuestQueue {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ArrayDeque<SpareWork> waiting = new ArrayDeque<>();
    private final LongSupplier nanos;

    GuestQueue(LongSupplier nanos) {
        this.nanos = nanos;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    CompletableFuture<SpareWork.Done> add(InferenceEngine engine, List<Waveform> batch) {
        var work = new SpareWork(engine, batch, nanos.getAsLong(), new CompletableFuture<>());
        waiting.add(work);
        return work.done();
    }

    /** The oldest, if its turn has come. */
    Optional<SpareWork> next(boolean idle) {
        SpareWork oldest = waiting.peek();
        boolean due = oldest != null && (idle || nanos.getAsLong() - oldest.since() >= PATIENCE.toNanos());
        return due ? Optional.of(waiting.remove()) : Optional.empty();
    }

    /** Gives up all, at the end. */
    void clear() {
        waiting.forEach(work -> work.done().completeExceptionally(new CancellationException("the scorer closed")));
        waiting.clear();
    }
}
