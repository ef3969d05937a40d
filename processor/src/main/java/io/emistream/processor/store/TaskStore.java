package io.emistream.processor.store;

import io.emistream.processor.segment.SegmentRules;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * All that a task knows: its participants, their chunks, the segments that wait for scores. One store with one changelog, since each partition that a transaction
 * touches costs it time. What changes is held and written before each commit: {@link CachedStateStore} is how Kafka Streams tells its
 * own caches that one comes; there is no public way. Owned by the task's thread. Decision record 0026.
 */
public final class TaskStore implements StateStore, CachedStateStore<Bytes, byte[]> {
    private static final String NAME = "task";

    /**
     * A killed application rebuilds its stores from this topic, so it must stay short: compacted soon, in small files. Never deleted by time:
     * after an outage that could take chunks which still wait.
     */
    private static final Map<String, String> CHANGELOG = Map.of(
            "cleanup.policy", "compact",
            "segment.bytes", "8388608",
            "segment.ms", "60000",
            "min.cleanable.dirty.ratio", "0.1",
            "delete.retention.ms", "60000");

    private final KeyValueStore<Bytes, byte[]> plain;
    private final HeldStore held;
    private final Chunks chunks;
    private final Participants participants;
    private final PendingSegments segments;
    private boolean isLoaded;
    private long commits;

    TaskStore(SegmentRules rules, KeyValueStore<Bytes, byte[]> plain) {
        this.plain = plain;
        held = new HeldStore(plain);
        chunks = new Chunks(held);
        participants = new Participants(rules, held);
        segments = new PendingSegments(held);
    }

    /**
     * How the store is built.
     *
     * @param kind makes a plain store of a name: on disk, or in memory
     */
    public static StoreBuilder<?> builder(Function<String, KeyValueBytesStoreSupplier> kind, SegmentRules rules) {
        var plain = Stores.keyValueStoreBuilder(kind.apply(NAME), Serdes.Bytes(), Serdes.ByteArray());
        return new TaskStoreBuilder(plain.withLoggingEnabled(CHANGELOG), rules);
    }

    /** The topic that the stores of an application are restored from. */
    public static String changelog(String applicationId) {
        return applicationId + "-" + NAME + "-changelog";
    }

    /** The task's, for a processor that is initialised: Kafka Streams has restored it by then. */
    public static TaskStore of(ProcessingContext context) {
        TaskStore store = context.getStateStore(NAME);
        store.load();
        return store;
    }

    /** Reads what the last owner wrote, unless it was read before. */
    private void load() {
        if (isLoaded) return;
        chunks.load();
        participants.load();
        isLoaded = true;
    }

    public Chunks chunks() {
        return chunks;
    }

    public Participants participants() {
        return participants;
    }

    public PendingSegments segments() {
        return segments;
    }

    @Override
    public void flushCache() {
        chunks.write();
        participants.write();
        held.write();
        commits++;
    }

    /** Grows with each commit. */
    public long commits() {
        return commits;
    }

    /** What is held may not be what the plain store will hold. */
    @Override
    public void clearCache() {
        chunks.forget();
        participants.forget();
        held.forget();
        isLoaded = false;
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<Bytes, byte[]> listener, boolean sendOldValues) {
        return false; // nobody listens to these stores
    }

    @Override
    public String name() {
        return plain.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        clearCache(); // a task that is revived after an aborted transaction opens the same object again
        plain.init(context, root);
    }

    @Override
    public void commit(Map<TopicPartition, Long> offsets) {
        plain.commit(offsets);
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        return plain.committedOffset(partition);
    }

    @Override
    public boolean managesOffsets() {
        return plain.managesOffsets();
    }

    @Override
    public void close() {
        plain.close();
    }

    @Override
    public boolean persistent() {
        return plain.persistent();
    }

    @Override
    public boolean isOpen() {
        return plain.isOpen();
    }
}
