package io.emistream.processor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Stores in memory that outlive their task, as a store on disk does: the test driver deletes those. */
public final class LastingStores {
    private final Map<String, TreeMap<Bytes, byte[]>> contents = new ConcurrentHashMap<>();

    public KeyValueBytesStoreSupplier named(String name) {
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                return new Lasting(name, contents.computeIfAbsent(name, n -> new TreeMap<>()));
            }

            @Override
            public String metricsScope() {
                return "lasting";
            }
        };
    }

    /** Entries whose key begins with this: what kind they are. */
    public long startingWith(int first) {
        return contents.values().stream()
                .flatMap(entries -> entries.keySet().stream())
                .filter(key -> key.get()[0] == first)
                .count();
    }

    /** Bytes of their values. */
    long bytesStartingWith(int first) {
        return contents.values().stream()
                .flatMap(entries -> entries.entrySet().stream())
                .filter(entry -> entry.getKey().get()[0] == first)
                .mapToLong(entry -> entry.getValue().length)
                .sum();
    }

    private static final class Lasting implements KeyValueStore<Bytes, byte[]> {
        private final String name;
        private final TreeMap<Bytes, byte[]> entries;
        private boolean open;

        Lasting(String name, TreeMap<Bytes, byte[]> entries) {
            this.name = name;
            this.entries = entries;
        }

        @Override
        public void init(StateStoreContext context, StateStore root) {
            context.register(root, (key, value) -> {});
            open = true;
        }

        @Override
        public void put(Bytes key, byte @Nullable [] value) {
            if (value == null) entries.remove(key);
            else entries.put(key, value);
        }

        @Override
        public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
            return entries.putIfAbsent(key, value);
        }

        @Override
        public void putAll(List<KeyValue<Bytes, byte[]>> more) {
            more.forEach(entry -> put(entry.key, entry.value));
        }

        @Override
        public byte @Nullable [] delete(Bytes key) {
            return entries.remove(key);
        }

        @Override
        public byte @Nullable [] get(Bytes key) {
            return entries.get(key);
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
            return over(entries.subMap(from, true, to, true));
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
            return over(entries.subMap(from, true, to, true).descendingMap());
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> all() {
            return over(entries);
        }

        @Override
        public long approximateNumEntries() {
            return entries.size();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void close() {
            open = false;
        }

        @Override
        public Position getPosition() {
            return Position.emptyPosition();
        }

        @Override
        public boolean persistent() {
            return false;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        private static KeyValueIterator<Bytes, byte[]> over(Map<Bytes, byte[]> part) {
            return new Snapshot(new ArrayDeque<>(List.copyOf(part.entrySet())));
        }
    }

    /** May be read while its store is written, as an iterator of RocksDB may. */
    private record Snapshot(Deque<Map.Entry<Bytes, byte[]>> entries) implements KeyValueIterator<Bytes, byte[]> {
        @Override
        public boolean hasNext() {
            return !entries.isEmpty();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            var entry = entries.remove();
            return new KeyValue<>(entry.getKey(), entry.getValue());
        }

        @Override
        public Bytes peekNextKey() {
            return entries.element().getKey();
        }

        @Override
        public void close() {}
    }
}
