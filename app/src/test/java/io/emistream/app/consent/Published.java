package io.emistream.app.consent;

import io.emistream.app.role.Cluster;
import io.emistream.schemas.Topic;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.SessionEvent;
import io.emistream.schemas.avro.SessionEventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What readers of committed records see from now on. One thread. */
final class Published implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<String, AffectEvent> scores;
    private final KafkaConsumer<String, SessionEvent> sessions;
    private final List<Seen> seen = new ArrayList<>();
    private final List<SessionEvent> told = new ArrayList<>();

    /** @param readAt wall clock of the reader, in milliseconds since 1970 */
    record Seen(String session, String participant, long readAt) {}

    Published(Cluster cluster) {
        scores = consumer(cluster, cluster.topics().affectEvents());
        sessions = consumer(cluster, cluster.topics().sessionEvents());
    }

    private static <V> KafkaConsumer<String, V> consumer(Cluster cluster, Topic<String, V> topic) {
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", cluster.bootstrap(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                topic.values().deserializer());
        consumer.assign(consumer.partitionsFor(topic.name()).stream()
                .map(one -> new TopicPartition(one.topic(), one.partition()))
                .toList());
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
        return consumer;
    }

    void poll() {
        for (var record : scores.poll(POLL))
            seen.add(new Seen(record.key(), record.value().getParticipantId(), System.currentTimeMillis()));
        for (var record : sessions.poll(Duration.ZERO)) told.add(record.value());
    }

    /** Reads for so long. */
    void poll(Duration time) {
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) poll();
    }

    /** Reads until it is so. */
    void until(BooleanSupplier so, String what) {
        for (long begun = System.nanoTime(); !so.getAsBoolean(); poll())
            if (System.nanoTime() - begun > PATIENCE.toNanos())
                throw new AssertionError("not within " + PATIENCE + ": " + what + "; seen " + seen + ", told " + told);
    }

    List<Seen> scores(String session) {
        return seen.stream().filter(one -> one.session().equals(session)).toList();
    }

    List<SessionEvent> told(String session, SessionEventType type) {
        return told.stream()
                .filter(event -> event.getSessionId().equals(session) && event.getType() == type)
                .toList();
    }

    @Override
    public void close() {
        scores.close();
        sessions.close();
    }
}
