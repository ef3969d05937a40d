package io.emistream.app.bench.neighbour;

import io.emistream.app.role.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the dead letters that come from now on, committed ones only. One thread. */
final class Letters implements AutoCloseable {
    /** No letter for so long, and what is missing does not come. */
    private static final Duration STALLED = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Place> places = new ArrayList<>();

    private Letters(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    static Letters of(Cluster cluster) {
        var bytes = new ByteArrayDeserializer();
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", cluster.bootstrap(), "isolation.level", "read_committed"),
                bytes,
                bytes);
        var partitions = consumer.partitionsFor(cluster.topics().deadLetters().name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeks are lazy
        return new Letters(consumer);
    }

    /** Where their records lay, once there are so many, or none come any more. */
    List<Place> await(int count) {
        for (long last = System.nanoTime(); places.size() < count && System.nanoTime() - last < STALLED.toNanos(); )
            if (read()) last = System.nanoTime();
        read(); // those that should not be
        return List.copyOf(places);
    }

    private boolean read() {
        var records = consumer.poll(Duration.ofMillis(200));
        records.forEach(record -> Place.of(record.headers()).ifPresent(places::add));
        return !records.isEmpty();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
