package io.emistream.processor.store;

import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;

/** A task's segments that wait for their scores, by the order in which they were cut. Owned by the task's thread. */
public final class PendingSegments {
    private final HeldStore store;

    PendingSegments(HeldStore store) {
        this.store = store;
    }

    /** Keeps a segment. */
    public void put(long order, PendingSegment segment) {
        store.put(key(order), segment.encode());
    }

    public void delete(long order) {
        store.delete(key(order));
    }

    /** In order. */
    public void forEach(BiConsumer<Long, PendingSegment> look) {
        try (var all = store.all(Kind.SEGMENT)) {
            while (all.hasNext()) {
                var entry = all.next();
                look.accept(Kind.rest(entry.key).getLong(), PendingSegment.decode(entry.value));
            }
        }
    }

    private static Bytes key(long order) {
        return Bytes.wrap(Kind.SEGMENT.key(Long.BYTES).putLong(order).array());
    }
}
