package io.emistream.dashboard.rate;

import io.emistream.schemas.Topic;
import io.emistream.schemas.avro.AudioChunk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/** Finds a segment's samples again, in the chunks on Kafka, for as long as these are kept. Any thread: each search has a consumer of its own. */
final class SegmentAudio {
    private static final Duration SLACK = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MOST_QUIET_POLLS = (int) PATIENCE.dividedBy(POLL);
    private static final int MOST_RECORDS = 100_000;
    private static final int SAMPLE_BYTES = 2;

    private final Map<String, Object> kafka;
    private final Topic<String, AudioChunk> topic;

    SegmentAudio(Map<String, String> kafka, Topic<String, AudioChunk> topic) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        this.kafka.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf(PATIENCE.toMillis()));
        this.kafka.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        this.topic = topic;
    }

    /**
     * Its PCM16.
     *
     * @return nothing where not every sample is there any more
     */
    Optional<byte[]> of(String session, String participant, long first, long last, Instant captured) {
        var audio = new byte[(int) (last - first + 1) * SAMPLE_BYTES];
        var there = new BitSet();
        try (var consumer = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            int partitions = consumer.partitionsFor(topic.name()).size();
            // as the producers' default partitioner does it
            int number = Utils.toPositive(Utils.murmur2(session.getBytes(StandardCharsets.UTF_8))) % partitions;
            var partition = new TopicPartition(topic.name(), number);
            consumer.assign(List.of(partition));
            long since =
                    captured.minus(SLACK).minusSeconds((last - first) / 16_000).toEpochMilli();
            var from = consumer.offsetsForTimes(Map.of(partition, since)).get(partition);
            if (from == null) return Optional.empty();
            consumer.seek(partition, from.offset());
            Long end = consumer.endOffsets(List.of(partition)).get(partition);
            int quiet = 0;
            for (int seen = 0;
                    seen < MOST_RECORDS
                            && quiet < MOST_QUIET_POLLS
                            && there.cardinality() < audio.length / SAMPLE_BYTES
                            && end != null
                            && consumer.position(partition) < end; ) {
                var records = consumer.poll(POLL);
                seen += records.count();
                quiet = records.isEmpty() ? quiet + 1 : 0;
                records.forEach(record -> add(record.value(), session, participant, first, audio, there));
            }
            if (quiet == MOST_QUIET_POLLS) throw new TimeoutException("no chunks came within " + PATIENCE);
        }
        return there.cardinality() == audio.length / SAMPLE_BYTES ? Optional.of(audio) : Optional.empty();
    }

    private void add(byte[] record, String session, String participant, long first, byte[] audio, BitSet there) {
        AudioChunk chunk;
        try {
            chunk = topic.values().deserializer().deserialize(topic.name(), record);
        } catch (SerializationException e) {
            return; // the processor has sent it to the dead letters
        }
        if (chunk == null
                || !chunk.getSessionId().equals(session)
                || !chunk.getParticipantId().equals(participant)) return;
        ByteBuffer payload = chunk.getPayload().duplicate();
        long offset = chunk.getFirstSample() - first;
        for (int i = 0; payload.remaining() >= SAMPLE_BYTES; i++) {
            byte low = payload.get();
            byte high = payload.get();
            long at = offset + i;
            if (at < 0 || at >= audio.length / SAMPLE_BYTES) continue;
            audio[(int) at * SAMPLE_BYTES] = low;
            audio[(int) at * SAMPLE_BYTES + 1] = high;
            there.set((int) at);
        }
    }
}
