package io.emistream.processor.store;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A store whose changes are held as objects, and written to a plain store and its changelog before each commit. {@link CachedStateStore} is how Kafka Streams tells its own
 * caches that a commit comes; there is no public way. Owned by the task's thread. Decision record 0026.
 */
abstract class HeldUntilCommit implements StateStore, CachedStateStore<Bytes, byte[]> {
    private final KeyValueStore<Bytes, byte[]> plain;

    HeldUntilCommit(KeyValueStore<Bytes, byte[]> plain) {
        this.plain = plain;
    }

    /** What was written, and will be found by the next owner of the task. */
    final KeyValueStore<Bytes, byte[]> plain() {
        return plain;
    }

    /** Writes what is held; called before a commit. */
    @Override
    public abstract void flushCache();

    /** Forgets what is held; called when another owner has written since. */
    @Override
    public abstract void clearCache();

    @Override
    public final boolean setFlushListener(CacheFlushListener<Bytes, byte[]> listener, boolean sendOldValues) {
        return false; // nobody listens to these stores
    }

    @Override
    public final String name() {
        return plain.name();
    }

    @Override
    public final void init(StateStoreContext context, StateStore root) {
        plain.init(context, root);
    }

    @Override
    public final void commit(Map<TopicPartition, Long> offsets) {
        plain.commit(offsets);
    }

    @Override
    public final @Nullable Long committedOffset(TopicPartition partition) {
        return plain.committedOffset(partition);
    }

    @Override
    public final boolean managesOffsets() {
        return plain.managesOffsets();
    }

    @Override
    public final void close() {
        plain.close();
    }

    @Override
    public final boolean persistent() {
        return plain.persistent();
    }

    @Override
    public final boolean isOpen() {
        return plain.isOpen();
    }
}
