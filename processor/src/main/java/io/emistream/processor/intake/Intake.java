package io.emistream.processor.intake;

import io.emistream.processor.store.Participant;
import io.emistream.processor.store.StoredChunk;
import io.emistream.schemas.BadRecord;
import io.emistream.schemas.Topic;
import io.emistream.schemas.avro.AudioChunk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Reads raw records as chunks. Decoding happens here and not in the source node, so that a dead letter holds the very bytes that came. A registry
 * that is down is no fault of the record: that failure passes through, the task fails and tries again, and nothing is lost.
 */
public final class Intake implements Processor<byte @Nullable [], byte @Nullable [], Object, Object> {
    private final Topic<String, AudioChunk> topic;
    private final DeadLetters letters;
    private final Predicate<String> discreet;
    private final String accepted;
    private final String refused;
    private @Nullable ProcessorContext<Object, Object> context;

    /**
     * @param discreet sessions of which nothing may be kept, not even what cannot be read
     * @param accepted child that gets an {@link Arrival} by session
     * @param refused child that gets what {@link DeadLetters} makes
     */
    public Intake(
            Topic<String, AudioChunk> topic,
            DeadLetters letters,
            Predicate<String> discreet,
            String accepted,
            String refused) {
        this.topic = topic;
        this.letters = letters;
        this.discreet = discreet;
        this.accepted = accepted;
        this.refused = refused;
    }

    @Override
    public void init(ProcessorContext<Object, Object> given) {
        context = given;
    }

    @Override
    public void process(Record<byte @Nullable [], byte @Nullable []> record) {
        try {
            var arrival = read(record);
            context().forward(new Record<>(arrival.participant().sessionId(), arrival, record.timestamp()), accepted);
        } catch (BadRecord | Refusal e) {
            byte @Nullable [] key = record.key();
            if (key != null && discreet.test(new String(key, StandardCharsets.UTF_8))) return;
            context().forward(letters.letter(record, String.valueOf(e.getMessage()), context()), refused);
        }
    }

    private Arrival read(Record<byte @Nullable [], byte @Nullable []> record) {
        byte @Nullable [] key = record.key();
        if (key == null) throw new Refusal("the record has no key; key chunks by their session");
        var chunk = topic.values().deserializer().deserialize(topic.name(), record.value());
        if (chunk == null) throw new Refusal("the record has no value; a chunk is needed");
        ChunkCheck.problem(new String(key, StandardCharsets.UTF_8), chunk).ifPresent(problem -> {
            throw new Refusal(problem);
        });
        return new Arrival(
                new Participant(chunk.getSessionId(), chunk.getParticipantId()),
                chunk.getSequence(),
                new StoredChunk(
                        chunk.getFirstSample(),
                        micros(chunk.getCaptureTime()),
                        record.timestamp(),
                        chunk.getEndOfStream(),
                        bytes(chunk.getPayload())),
                record);
    }

    /** The decoder's own array, where the payload fills it. */
    private static byte[] bytes(ByteBuffer payload) {
        if (payload.hasArray() && payload.remaining() == payload.array().length) return payload.array();
        var bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        return bytes;
    }

    private static long micros(Instant time) {
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + time.getNano() / 1000;
    }

    private ProcessorContext<Object, Object> context() {
        if (context == null) throw new IllegalStateException("not initialised");
        return context;
    }
}
