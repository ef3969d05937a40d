package io.emistream.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Avro in the Confluent wire format: a zero byte, the schema id as four big-endian bytes, Avro binary. Thread-safe. */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {
    private static final byte MAGIC = 0;
    private static final int HEADER = 5;

    private final SchemaRegistry registry;
    private final Schema schema;
    private final Map<Integer, Schema> writers = new ConcurrentHashMap<>();
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();

    public AvroSerde(SchemaRegistry registry, Schema schema) {
        this.registry = registry;
        this.schema = schema;
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
        int id = ids.computeIfAbsent(topic + "-value", subject -> registry.register(subject, schema));
        var bytes = new ByteArrayOutputStream();
        bytes.write(MAGIC);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<T>(schema, SpecificData.getForSchema(schema)).write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private @Nullable T read(String topic, byte @Nullable [] bytes) {
        if (bytes == null) return null;
        if (bytes.length < HEADER || bytes[0] != MAGIC)
            throw new SerializationException("record on " + topic + " is not in the Confluent wire format ("
                    + bytes.length + " bytes; needs a zero byte and a 4-byte schema id first)");
        var writer = writers.computeIfAbsent(ByteBuffer.wrap(bytes, 1, 4).getInt(), registry::byId);
        var decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
        try {
            return new SpecificDatumReader<T>(writer, schema, SpecificData.getForSchema(schema)).read(null, decoder);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("record on " + topic + " is not Avro " + schema.getFullName(), e);
        }
    }
}
