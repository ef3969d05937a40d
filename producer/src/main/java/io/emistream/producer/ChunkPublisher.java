package io.emistream.producer;

import io.emistream.schemas.Pcm16;
import io.emistream.schemas.Topic;
import io.emistream.schemas.avro.AudioChunk;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Puts chunks on the log, keyed by session, in order and once each (idempotent producer, all replicas). Thread-safe; one serves
 * many sessions.
 *
 * <p>Back-pressure: when the 32 MB buffer is full, {@link #publish} blocks, and after {@code max.block.ms} (10 s) it fails. A
 * chunk that the broker does not take within {@code delivery.timeout.ms} (30 s) fails the next call. After the first failure
 * every call fails: a stream with a hole is never continued. {@link #publish(AudioChunk, Receipt)} leaves that to its caller. {@link #close} sends what is buffered, waiting up to 5 s.
 */
public final class ChunkPublisher implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Producer<String, AudioChunk> producer;
    private final Topic<String, AudioChunk> topic;
    private final AtomicReference<@Nullable PublishFailed> failure = new AtomicReference<>();
    private final AtomicLong acknowledged = new AtomicLong();

    ChunkPublisher(Producer<String, AudioChunk> producer, Topic<String, AudioChunk> topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /** Connects, lazily. @param settings Kafka's own, {@code bootstrap.servers} at least; they win over ours */
    public static ChunkPublisher connect(Topic<String, AudioChunk> topic, Map<String, String> settings) {
        var all = new HashMap<String, Object>(defaults());
        all.putAll(settings);
        var keys = topic.keys().serializer();
        var values = topic.values().serializer();
        return new ChunkPublisher(new KafkaProducer<>(all, keys, values), topic);
    }

    private static Map<String, String> defaults() {
        return Map.of(
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd",
                ProducerConfig.LINGER_MS_CONFIG, "5",
                ProducerConfig.BATCH_SIZE_CONFIG, "131072",
                ProducerConfig.BUFFER_MEMORY_CONFIG, "33554432",
                ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000",
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "30000");
    }

    /**
     * Hands the chunk over; returns before the broker has it. Throws {@link PublishFailed} for this chunk or an earlier one, and
     * {@link IllegalArgumentException} for one of more than a second, which no broker gets to see: this session lacks it, others go on.
     */
    public void publish(AudioChunk chunk) {
        check(chunk);
        failEarlier();
        try {
            var record = new ProducerRecord<>(topic.name(), chunk.getSessionId(), chunk);
            var unused = producer.send(record, (at, error) -> {
                if (error == null) acknowledged.incrementAndGet();
                else failure.compareAndSet(null, failed(chunk, error));
            });
        } catch (KafkaException e) {
            failure.compareAndSet(null, failed(chunk, e));
        }
        failEarlier();
    }

    /**
     * The same for one chunk by itself: what becomes of it is told to its receipt and bears on no other. Chunks of a session have
     * their receipts in the order they were handed over, on the producer's thread or, for what fails at once, on this one.
     */
    public void publish(AudioChunk chunk, Receipt receipt) {
        check(chunk);
        try {
            var record = new ProducerRecord<>(topic.name(), chunk.getSessionId(), chunk);
            var unused = producer.send(record, (at, error) -> {
                if (error == null) acknowledged.incrementAndGet();
                receipt.settled(error == null ? null : failed(chunk, error));
            });
        } catch (KafkaException e) {
            receipt.settled(failed(chunk, e));
        }
    }

    /** Hears what became of a chunk, once; must be quick. */
    @FunctionalInterface
    public interface Receipt {
        /** @param failure null when the broker has it */
        void settled(@Nullable PublishFailed failure);
    }

    /** Waits until the broker has every chunk handed over so far, or throws {@link PublishFailed}. */
    public void flush() {
        producer.flush();
        failEarlier();
    }

    /** Chunks that the broker has taken. */
    public long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }

    private static void check(AudioChunk chunk) {
        int bytes = chunk.getPayload().remaining();
        if (bytes > Pcm16.LONGEST_CHUNK)
            throw new IllegalArgumentException(
                    "chunk " + chunk.getSequence() + " of " + chunk.getSessionId() + "/" + chunk.getParticipantId()
                            + " has " + bytes + " bytes of audio; at most " + Pcm16.LONGEST_CHUNK
                            + " (1 s): send smaller chunks");
    }

    private void failEarlier() {
        var earlier = failure.get();
        if (earlier != null) throw earlier;
    }

    private PublishFailed failed(AudioChunk chunk, Exception error) {
        return new PublishFailed(
                "chunk " + chunk.getSequence() + " of " + chunk.getSessionId() + "/" + chunk.getParticipantId()
                        + " did not get onto " + topic.name() + " (" + error.getMessage()
                        + "); check that the broker runs and is reachable, then publish the session again",
                error);
    }
}
