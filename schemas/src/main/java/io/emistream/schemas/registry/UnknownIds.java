package io.emistream.schemas.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Ids the registry lately said it does not have, so that a flood of broken records is not a flood of requests. Thread-safe. */
final class UnknownIds {
    /** Short: a node may learn of a schema a moment after another gave it an id. */
    static final Duration KEPT = Duration.ofSeconds(5);

    private static final int MOST = 1_000;

    private final LongSupplier nanos;
    private final Map<Integer, Long> since = new LinkedHashMap<>();

    UnknownIds(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized boolean holds(int id) {
        Long when = since.get(id);
        if (when == null) return false;
        if (nanos.getAsLong() - when < KEPT.toNanos()) return true;
        since.remove(id);
        return false;
    }

    synchronized void add(int id) {
        if (since.size() >= MOST) since.remove(since.keySet().iterator().next());
        since.put(id, nanos.getAsLong());
    }
}
