package io.emistream.producer.gateway.kafka;

import io.emistream.producer.ChunkPublisher;
import io.emistream.producer.gateway.voice.ChunkLog;
import io.emistream.producer.gateway.voice.Tail;
import io.emistream.producer.gateway.voice.VoiceId;
import io.emistream.schemas.Topic;
import io.emistream.schemas.avro.AudioChunk;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic of audio as the gateway's log. Thread-safe.
 *
 * <p>A chunk that was handed over is tried until Kafka has it, however long that takes: giving one up and then storing those after it would
 * leave a hole that a resumed stream could not see. What waits is bounded before it comes here.
 */
public final class KafkaChunkLog implements ChunkLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaChunkLog.class);

    private final ChunkPublisher publisher;
    private final TailSearch search;

    private KafkaChunkLog(ChunkPublisher publisher, TailSearch search) {
        this.publisher = publisher;
        this.search = search;
    }

    /**
     * Connects.
     *
     * @param kafka settings of Kafka clients, {@code bootstrap.servers} at least
     * @param room bytes of audio that may wait
     * @param window how far back the end of a stream is searched for
     */
    public static KafkaChunkLog connect(
            Topic<String, AudioChunk> topic,
            Map<String, String> kafka,
            long room,
            Duration window,
            InstantSource clock) {
        var settings = new HashMap<>(kafka);
        settings.put("delivery.timeout.ms", String.valueOf(Integer.MAX_VALUE));
        settings.put("retries", String.valueOf(Integer.MAX_VALUE));
        settings.put("max.block.ms", "5000");
        settings.put("reconnect.backoff.max.ms", "500");
        // batches are made whole before they are full: one for each partition comes on top of the audio itself
        settings.put("buffer.memory", String.valueOf(2 * room + (32L << 20)));
        // what was learnt of the topic is not forgotten in quiet hours: Kafka may be away when the next voice comes
        settings.put("metadata.max.idle.ms", String.valueOf(Duration.ofDays(365).toMillis()));
        var publisher = ChunkPublisher.connect(topic, settings);
        try {
            publisher.prepare();
        } catch (KafkaException e) {
            LOG.atWarn()
                    .addKeyValue("cause", e.toString())
                    .log("Kafka does not answer yet; voices have to wait for it");
        }
        return new KafkaChunkLog(publisher, new TailSearch(topic, kafka, window, clock));
    }

    @Override
    public void append(AudioChunk chunk, Receipt receipt) {
        publisher.publish(chunk, failure -> receipt.settled(failure == null ? null : failure.getMessage()));
    }

    @Override
    public Optional<Tail> tail(VoiceId voice) throws IOException {
        return search.find(voice);
    }

    /** Sends what waits, for up to 5 s. */
    @Override
    public void close() {
        publisher.close();
    }
}
