package io.emistream.processor.store;

import io.emistream.processor.segment.SegmentRules;
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
    /** Participant and sequence of the first → chunks that follow each other. */
    public static final String CHUNKS = "runs";

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
    private final SegmentRules rules;

    /** @param kind makes a store of a name: on disk, or in memory */
    public TaskStores(Function<String, KeyValueBytesStoreSupplier> kind, SegmentRules rules) {
        this.kind = kind;
        this.rules = rules;
    }

    public StoreBuilder<?> chunks() {
        return new HeldBuilder<>(bytes(CHUNKS), Chunks::new);
    }

    public StoreBuilder<?> participants() {
        return new HeldBuilder<>(bytes(PARTICIPANTS), plain -> new Participants(rules, plain));
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
        return context.getStateStore(CHUNKS);
    }

    public static Participants participantsOf(ProcessingContext context) {
        Participants participants = context.getStateStore(PARTICIPANTS);
        return participants.load();
    }

    public static KeyValueStore<Long, PendingSegment> segmentsOf(ProcessingContext context) {
        return context.getStateStore(SEGMENTS);
    }

    private StoreBuilder<KeyValueStore<Bytes, byte[]>> bytes(String name) {
        return store(name, Serdes.Bytes(), Serdes.ByteArray());
    }

    private <K, V> StoreBuilder<KeyValueStore<K, V>> store(String name, Serde<K> keys, Serde<V> values) {
        return Stores.keyValueStoreBuilder(kind.apply(name), keys, values).withLoggingEnabled(CHANGELOG);
    }
}
