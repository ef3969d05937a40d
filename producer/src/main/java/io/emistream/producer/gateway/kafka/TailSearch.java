package io.emistream.producer.gateway.kafka;

import io.emistream.producer.gateway.voice.Tail;
import io.emistream.producer.gateway.voice.VoiceId;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.Topic;
import io.emistream.schemas.avro.AudioChunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Finds the last chunk of a voice on its partition, backwards in growing steps: after a short interruption it lies near the end, so that only
 * little is read. Thread-safe; a consumer of its own for each search.
 */
final class TailSearch {
    private static final int FIRST_STEP = 500;
    private static final int GROWTH = 4;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Topic<String, AudioChunk> topic;
    private final Map<String, Object> settings;
    private final Duration window;
    private final InstantSource clock;

    TailSearch(Topic<String, AudioChunk> topic, Map<String, String> kafka, Duration window, InstantSource clock) {
        this.topic = topic;
        this.window = window;
        this.clock = clock;
        settings = new HashMap<>(kafka);
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("request.timeout.ms", 3_000);
        settings.put("default.api.timeout.ms", 4_000);
        settings.put("fetch.max.wait.ms", 50);
    }

    Optional<Tail> find(VoiceId voice) throws IOException {
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return find(consumer, voice);
        } catch (KafkaException e) {
            throw new IOException("Kafka does not answer: " + e.getMessage(), e);
        }
    }

    private Optional<Tail> find(KafkaConsumer<byte[], byte[]> consumer, VoiceId voice) throws IOException {
        var key = voice.session().getBytes(StandardCharsets.UTF_8);
        int partitions = consumer.partitionsFor(topic.name()).size();
        if (partitions == 0) throw new IOException("there is no topic " + topic.name());
        // as producers choose it
        var partition = new TopicPartition(topic.name(), Utils.toPositive(Utils.murmur2(key)) % partitions);
        consumer.assign(List.of(partition));
        long until = end(consumer, partition);
        long first = first(consumer, partition, until);
        for (long step = FIRST_STEP; until > first; step *= GROWTH) {
            long from = Math.max(first, until - step);
            var tail = last(consumer, partition, from, until, voice, key);
            if (tail != null) return Optional.of(tail);
            until = from;
        }
        return Optional.empty();
    }

    private static long end(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    /** The oldest record that is looked at. */
    private long first(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end) {
        long since = clock.instant().minus(window).toEpochMilli();
        var found = consumer.offsetsForTimes(Map.of(partition, since)).get(partition);
        long oldest = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        return found == null ? end : Math.max(oldest, found.offset());
    }

    private @Nullable Tail last(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition partition,
            long from,
            long until,
            VoiceId voice,
            byte[] key)
            throws IOException {
        consumer.seek(partition, from);
        Tail last = null;
        int fruitless = 0;
        while (consumer.position(partition) < until) {
            long before = consumer.position(partition);
            for (var record : consumer.poll(POLL)) {
                if (record.offset() >= until) break;
                var tail = Arrays.equals(record.key(), key) ? tail(record, voice) : null;
                // not simply the last: a gateway that was thought dead may have written the same chunks once more
                if (tail != null && (last == null || tail.nextSequence() > last.nextSequence())) last = tail;
            }
            fruitless = consumer.position(partition) == before ? fruitless + 1 : 0;
            if (fruitless > PATIENCE.dividedBy(POLL))
                throw new IOException("no answer within " + PATIENCE.toSeconds() + " s");
        }
        return last;
    }

    private @Nullable Tail tail(ConsumerRecord<byte[], byte[]> record, VoiceId voice) {
        try {
            var chunk = topic.values().deserializer().deserialize(topic.name(), record.value());
            if (chunk == null || !chunk.getParticipantId().equals(voice.participant())) return null;
            long samples = chunk.getPayload().remaining() / Pcm16.BYTES;
            return new Tail(chunk.getSequence() + 1, chunk.getFirstSample() + samples, chunk.getEndOfStream());
        } catch (SerializationException e) {
            return null; // not ours: whoever wrote it finds it among the dead letters
        }
    }
}
