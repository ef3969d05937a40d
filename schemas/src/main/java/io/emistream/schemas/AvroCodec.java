package io.emistream.schemas;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;

/** Avro's encoder and decoders for one record type, reused from record to record. For one thread; to be dropped after a failed write. */
final class AvroCodec<T> {
    private final Schema schema;
    private final SpecificData data;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    private final DatumWriter<T> writer;
    private final Map<Integer, DatumReader<T>> readers = new HashMap<>();
    private @Nullable BinaryDecoder decoder;

    AvroCodec(Schema schema) {
        this.schema = schema;
        this.data = SpecificData.getForSchema(schema);
        this.writer = new SpecificDatumWriter<>(schema, data);
    }

    byte[] write(byte magic, int id, T value) throws IOException {
        bytes.reset();
        bytes.write(magic);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
        writer.write(value, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    boolean knows(int id) {
        return readers.containsKey(id);
    }

    void learn(int id, Schema written) {
        readers.put(id, new SpecificDatumReader<>(written, schema, data));
    }

    T read(int id, byte[] record, int from) throws IOException {
        var reader = readers.get(id);
        if (reader == null) throw new IllegalStateException("schema id " + id + " was not learnt");
        decoder = DecoderFactory.get().binaryDecoder(record, from, record.length - from, decoder);
        try {
            T value = reader.read(null, decoder);
            if (!decoder.isEnd())
                throw new AvroRuntimeException(
                        "it goes on after its end; the schema id is wrong or two records are in one");
            return value;
        } catch (EOFException e) {
            throw new IOException("it ends too early or claims lengths beyond its end", e);
        }
    }
}
