package io.emistream.schemas;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Avro in the Confluent wire format: a zero byte, the schema id as four big-endian bytes, Avro binary; null is a tombstone and
 * stays null. Schemas lie under the subject {@code <topic>-value}. Ids and writers' schemas are asked for once.
 *
 * <p>Throws {@link BadRecord} for what can never be read or written; {@link RegistryUnavailable} and {@link RegistryRefused} pass
 * through as they are, since then the record is not to blame. Bytes read are limited by the record's own length, whatever lengths
 * it claims. Thread-safe: each thread works with an encoder and decoders of its own.
 */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {
    private static final byte MAGIC = 0;
    static final int HEADER = 1 + Integer.BYTES;

    private final SchemaRegistry registry;
    private final Schema schema;
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();
    private final ThreadLocal<AvroCodec<T>> codecs;

    public AvroSerde(SchemaRegistry registry, Schema schema) {
        this.registry = registry;
        this.schema = schema;
        this.codecs = ThreadLocal.withInitial(() -> new AvroCodec<>(schema));
    }

    /** Where the schema of a topic's values lies in the registry. */
    public static String subject(String topic) {
        return topic + "-value";
    }

    /** The schema that values are written with and read as. */
    public Schema schema() {
        return schema;
    }

    @Override
    public Serializer<T> serializer() {
        return this::write;
    }

    @Override
    public Deserializer<T> deserializer() {
        return this::read;
    }

    private byte @Nullable [] write(String topic, @Nullable T value) {
        if (value == null) return null;
        int id = id(subject(topic));
        try {
            return codecs.get().write(MAGIC, id, value);
        } catch (Exception e) {
            codecs.remove(); // its encoder holds half a record
            throw new BadRecord(
                    "a value for " + topic + " is not a valid " + schema.getFullName() + " (" + e.getMessage()
                            + "); set every field that has no default",
                    e);
        }
    }

    private @Nullable T read(String topic, byte @Nullable [] bytes) {
        if (bytes == null) return null;
        if (bytes.length < HEADER || bytes[0] != MAGIC)
            throw new BadRecord(
                    "a record on " + topic + " has " + start(bytes)
                            + "; the Confluent wire format needs a zero byte and a"
                            + " 4-byte schema id first: check the serializer of whoever writes there",
                    null);
        int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
        if (id < 0)
            throw new BadRecord(
                    "a record on " + topic + " names schema id " + id + "; ids are not negative: it is not in the"
                            + " Confluent wire format",
                    null);
        var codec = codecs.get();
        if (!codec.knows(id)) codec.learn(id, writer(topic, id));
        try {
            return codec.read(id, bytes, HEADER);
        } catch (Exception e) {
            throw new BadRecord(
                    "a record on " + topic + " (" + bytes.length + " bytes, schema id " + id + ") cannot be read as "
                            + schema.getFullName() + ": " + e.getMessage(),
                    e);
        }
    }

    /** Not computeIfAbsent: that would hold a lock of the map while the network is slow. */
    private int id(String subject) {
        Integer known = ids.get(subject);
        if (known != null) return known;
        int id = registry.register(subject, schema);
        ids.put(subject, id);
        return id;
    }

    private Schema writer(String topic, int id) {
        try {
            return registry.byId(id);
        } catch (UnknownSchema e) {
            throw new BadRecord(
                    "a record on " + topic + " names schema id " + id + ", which the registry does not have: "
                            + e.getMessage(),
                    e);
        }
    }

    private static String start(byte[] bytes) {
        return bytes.length < HEADER ? "only " + bytes.length + " bytes" : "first byte " + bytes[0];
    }
}
