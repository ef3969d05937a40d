package io.emistream.processor;

import io.emistream.schemas.SchemaRegistry;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.AudioEncoding;
import io.emistream.schemas.avro.SessionEvent;
import io.emistream.schemas.avro.SessionEventType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** All kinds of records that cannot be handled, made to come in the middle of a call. */
record BadRecords(Topics topics, Call call) {
    private static final int CHUNK = 1600;
    private static final int ALMOST_ALL = (1 << 20) - 2_000;

    /**
     * One kind.
     *
     * @param reason part of what its letter says
     * @param record by the number of the chunk that the call expects next
     */
    record Kind(String name, String reason, Function<Long, ProducerRecord<byte[], byte[]>> record) {}

    List<Kind> kinds() {
        byte[] good = bytes(call.chunk(0, 0, new short[CHUNK], false));
        byte[] unknownId = good.clone();
        unknownId[3] = 99;
        byte[] negativeId = good.clone();
        negativeId[1] = -1;
        return List.of(
                raw("random bytes", "first byte", noise(3_000)),
                raw("no bytes", "only 0 bytes", new byte[0]),
                raw("no value", "no value", null),
                new Kind("no key", "no key", next -> record(null, good)),
                raw("unknown schema id", "which the registry does not have", unknownId),
                raw("negative schema id", "not negative", negativeId),
                raw("half a record", "cannot be read", Arrays.copyOf(good, good.length / 2)),
                raw("two records in one", "goes on after its end", joined(good, good)),
                raw("another topic's record", "cannot be read", sessionEvent()),
                raw("as much as brokers take", "first byte", noise(ALMOST_ALL)),
                new Kind("as much key as brokers take", "first byte", next -> record(noise(ALMOST_ALL), noise(9))),
                new Kind("many headers", "first byte", next -> manyHeaders(record(new byte[] {9, 9, 9, 9, 9, 9}))),
                chunk("another session's key", "key is not the sessionId", b -> b.setSessionId("other")),
                chunk("no participant", "participantId has 0", b -> b.setParticipantId("")),
                chunk("negative number", "sequence is -1", b -> b.setSequence(-1)),
                chunk("last of all numbers", "sequence is 9223372036854775807", b -> b.setSequence(Long.MAX_VALUE)),
                chunk("jump by 10^12", "sequence is 1000000000000", b -> b.setSequence(1_000_000_000_000L)),
                chunk("jump by three hours", "is expected; at most", b -> b.setSequence(b.getSequence() + 540_000)),
                chunk("negative sample", "firstSample is -5", b -> b.setFirstSample(-5)),
                chunk("sample of another age", "30 days", b -> b.setFirstSample(1L << 60)),
                chunk("sample of next day", "at most 115200000 ahead", b -> b.setFirstSample(1_500_000_000)),
                chunk("unknown encoding", "encoding is UNKNOWN", b -> b.setEncoding(AudioEncoding.UNKNOWN)),
                chunk("8 kHz", "were heard", b -> b.setFirstSample(b.getFirstSample() / 2)),
                chunk("half a sample", "payload has 3 bytes", b -> b.setPayload(ByteBuffer.allocate(3))),
                chunk("no samples", "payload is empty", b -> b.setPayload(ByteBuffer.allocate(0))),
                chunk("two seconds", "at most 32000", b -> b.setPayload(ByteBuffer.allocate(64_000))),
                chunk("a megabyte", "at most 32000", b -> b.setPayload(ByteBuffer.wrap(noise(1_000_000)))));
    }

    ProducerRecord<byte[], byte[]> record(byte[] value) {
        return record(utf8(call.sessionId()), value);
    }

    /** The same bytes at each call. */
    byte[] noise(int bytes) {
        var noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        noise[0] = 7; // not the wire format's zero
        return noise;
    }

    byte[] bytes(AudioChunk chunk) {
        var topic = topics.audioChunks();
        return topic.values().serializer().serialize(topic.name(), chunk);
    }

    /** A chunk as a newer producer writes it: its schema has one field more. */
    ProducerRecord<byte[], byte[]> evolved(SchemaRegistry registry, AudioChunk chunk) {
        var json = AudioChunk.getClassSchema().toString();
        var more = json.substring(0, json.length() - 2) + ",{\"name\":\"more\",\"type\":\"int\",\"default\":0}]}";
        int id = registry.register("newer", new Schema.Parser().parse(more));
        byte[] known = bytes(chunk);
        var newer = ByteBuffer.wrap(Arrays.copyOf(known, known.length + 1)).putInt(1, id);
        return record(utf8(chunk.getSessionId()), newer.array());
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Kind raw(String name, String reason, byte @Nullable [] value) {
        return new Kind(name, reason, next -> record(utf8(call.sessionId()), value));
    }

    private Kind chunk(String name, String reason, UnaryOperator<AudioChunk.Builder> change) {
        return new Kind(name, reason, next -> {
            var good = call.chunk(next, next * CHUNK, new short[CHUNK], false);
            return record(bytes(change.apply(AudioChunk.newBuilder(good)).build()));
        });
    }

    private ProducerRecord<byte[], byte[]> record(byte @Nullable [] key, byte @Nullable [] value) {
        return new ProducerRecord<>(topics.audioChunks().name(), key, value);
    }

    private ProducerRecord<byte[], byte[]> manyHeaders(ProducerRecord<byte[], byte[]> record) {
        for (int i = 0; i < 2_000; i++) record.headers().add("header-" + i, noise(300));
        return record;
    }

    private byte[] sessionEvent() {
        var topic = topics.sessionEvents();
        var event = SessionEvent.newBuilder()
                .setSessionId(call.sessionId())
                .setType(SessionEventType.STARTED)
                .setReason("")
                .setAt(Call.BEGAN)
                .build();
        return topic.values().serializer().serialize(topic.name(), event);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }
}
