package io.emistream.processor.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A task's plain store, written with the commit only. What goes to its changelog opens a transaction, and whoever freezes or dies with an open one makes its heirs wait until that
 * times out. Owned by the task's thread.
 */
final class HeldStore {
    private final KeyValueStore<Bytes, byte[]> plain;
    private final Map<Bytes, byte @Nullable []> held = new LinkedHashMap<>();

    HeldStore(KeyValueStore<Bytes, byte[]> plain) {
        this.plain = plain;
    }

    void put(Bytes key, byte[] value) {
        held.put(key, value);
    }

    void delete(Bytes key) {
        held.put(key, null);
    }

    /** All of a kind that was written. */
    KeyValueIterator<Bytes, byte[]> all(Kind kind) {
        return plain.range(kind.first(), kind.end());
    }

    /** Writes what is held. To put null deletes, and does not read the old value as a delete would. */
    void write() {
        held.forEach(plain::put);
        held.clear();
    }

    void forget() {
        held.clear();
    }
}
