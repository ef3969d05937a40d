package io.emistream.model.engine;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** The line that is to serve next, if there is one. Guarded by the inbox's lock. */
final class LineSlot {
    private final ArrayDeque<Replacement> next = new ArrayDeque<>(1);

    /** @param old completes with the line that served before */
    record Replacement(Line next, CompletableFuture<Line> old) {}

    boolean isEmpty() {
        return next.isEmpty();
    }

    /** Overtakes the one that is there. */
    CompletableFuture<Line> put(Line line) {
        clear("overtaken by a later replacement");
        next.add(new Replacement(line, new CompletableFuture<>()));
        return next.getFirst().old();
    }

    Optional<Replacement> take() {
        return Optional.ofNullable(next.poll());
    }

    void clear(String why) {
        next.forEach(unused -> unused.old().completeExceptionally(new CancellationException(why)));
        next.clear();
    }
}
