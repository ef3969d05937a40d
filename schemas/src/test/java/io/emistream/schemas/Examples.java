package io.emistream.schemas;

import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AffectValues;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.AudioEncoding;
import io.emistream.schemas.avro.AudioQuality;
import io.emistream.schemas.avro.Bandwidth;
import io.emistream.schemas.avro.EventKind;
import io.emistream.schemas.avro.StageLatency;
import io.emistream.schemas.avro.Trigger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Filled records to try things with. */
public final class Examples {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");

    private Examples() {}

    /** A final event with every field set. */
    public static AffectEvent affectEvent() {
        return AffectEvent.newBuilder()
                .setSessionId("call-7")
                .setParticipantId("ana")
                .setSegmentId("call-7/ana/16000")
                .setFirstSample(16_000)
                .setLastSample(47_999)
                .setCaptureTime(NOON)
                .setKind(EventKind.FINAL)
                .setTrigger(Trigger.PAUSE)
                .setSpeechRatio(0.75f)
                .setOutputSet("emi-v1")
                .setIntensities(Map.of("Joy", 0.5f))
                .setAffect(new AffectValues(0.25f, 0.5f, 0.75f))
                .setAffectCurve(List.of(new AffectValues(0f, 0.5f, 1f), new AffectValues(0.125f, 0.5f, 0.875f)))
                .setModelName("small")
                .setModelVersion("1")
                .setLatency(new StageLatency(1.5, 2.5, 40.0, 50.0))
                .setQuality(new AudioQuality(-23.5f, -3.25f, 0.125f, 0.001f, 31.5f, Bandwidth.WIDE))
                .build();
    }

    /** A chunk with the payload. */
    public static AudioChunk audioChunk(byte[] payload) {
        return AudioChunk.newBuilder()
                .setSessionId("call-7")
                .setParticipantId("ana")
                .setSequence(3)
                .setFirstSample(4_800)
                .setCaptureTime(NOON)
                .setEncoding(AudioEncoding.PCM_S16LE)
                .setPayload(ByteBuffer.wrap(payload))
                .build();
    }

    /** The record in Avro binary, without a header. */
    public static byte[] avro(SpecificRecord example) {
        return binary(encoder -> new SpecificDatumWriter<SpecificRecord>(example.getSchema()).write(example, encoder));
    }

    /** The record in Avro binary, without a header. */
    static byte[] avro(Schema schema, GenericRecord example) {
        return binary(encoder -> new GenericDatumWriter<GenericRecord>(schema).write(example, encoder));
    }

    /** A number as Avro writes lengths and counts. */
    static byte[] varint(long value) {
        return binary(encoder -> encoder.writeLong(value));
    }

    /** The bytes with the header of the Confluent wire format. */
    static byte[] framed(int id, byte[] bytes) {
        return concat(
                ByteBuffer.allocate(AvroSerde.HEADER).put((byte) 0).putInt(id).array(), bytes);
    }

    static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private interface Writing {
        void to(BinaryEncoder encoder) throws IOException;
    }

    private static byte[] binary(Writing writing) {
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            writing.to(encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
