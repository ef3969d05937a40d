package io.emistream.processor.store;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The three stores of a task: their names, how they are built, and how a processor opens them. */
public final class TaskStores {
    /** Participant and sequence → chunk. */
    public static final String CHUNKS = "chunks";

    /** Participant → how far its stream is. */
    public static final String PARTICIPANTS = "participants";

    /** Order of closing → segment that waits for its score. */
    public static final String SEGMENTS = "segments";

    /**
     * A killed application rebuilds its stores from these topics, so they must stay short: compacted soon, in small files. Never deleted by time:
     * after an outage that could take chunks which still wait.
     */
    private static final Map<String, String> CHANGELOG = Map.of(
            "cleanup.policy", "compact",
            "segment.bytes", "8388608",
            "segment.ms", "60000",
            "min.cleanable.dirty.ratio", "0.1",
            "delete.retention.ms", "60000");

    private final Function<String, KeyValueBytesStoreSupplier> kind;

    /** @param kind makes a store of a name: on disk, or in memory */
    public TaskStores(Function<String, KeyValueBytesStoreSupplier> kind) {
        this.kind = kind;
    }

    public StoreBuilder<?> chunks() {
        return store(CHUNKS, Serdes.Bytes(), Serdes.ByteArray());
    }

    /** Changes with each chunk, and is written once a commit. */
    public StoreBuilder<?> participants() {
        return store(
                        PARTICIPANTS,
                        Serdes.Bytes(),
                        Serdes.serdeFrom(
                                (topic, state) -> state == null ? null : state.encode(),
                                (topic, bytes) -> bytes == null ? null : ParticipantState.decode(bytes)))
                .withCachingEnabled();
    }

    public StoreBuilder<?> segments() {
        return store(
                SEGMENTS,
                Serdes.Long(),
                Serdes.serdeFrom(
                        (topic, segment) -> segment == null ? null : segment.encode(),
                        (topic, bytes) -> bytes == null ? null : PendingSegment.decode(bytes)));
    }

    public static Chunks chunksOf(ProcessingContext context) {
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(CHUNKS);
        return new Chunks(store);
    }

    public static KeyValueStore<Bytes, ParticipantState> participantsOf(ProcessingContext context) {
        return context.getStateStore(PARTICIPANTS);
    }

    public static KeyValueStore<Long, PendingSegment> segmentsOf(ProcessingContext context) {
        return context.getStateStore(SEGMENTS);
    }

    private <K, V> StoreBuilder<KeyValueStore<K, V>> store(String name, Serde<K> keys, Serde<V> values) {
        return Stores.keyValueStoreBuilder(kind.apply(name), keys, values).withLoggingEnabled(CHANGELOG);
    }
}
