package io.emistream.app.role;

import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.EventKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads final events back as any outside consumer would: committed ones only, from now on. One thread. */
public final class EventReader implements AutoCloseable {
    private final KafkaConsumer<String, AffectEvent> consumer;

    private EventReader(KafkaConsumer<String, AffectEvent> consumer) {
        this.consumer = consumer;
    }

    public static EventReader start(Cluster cluster) {
        var topic = cluster.topics().affectEvents();
        var consumer = new KafkaConsumer<String, AffectEvent>(
                Map.of(
                        "bootstrap.servers",
                        cluster.bootstrap(),
                        "isolation.level",
                        "read_committed",
                        "fetch.max.wait.ms",
                        "100"),
                new StringDeserializer(),
                topic.values().deserializer());
        var partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeks are lazy: nothing from here on is missed
        return new EventReader(consumer);
    }

    public List<AffectEvent> poll(Duration time) {
        var events = new ArrayList<AffectEvent>();
        consumer.poll(time).forEach(record -> {
            if (record.value().getKind() == EventKind.FINAL) events.add(record.value());
        });
        return events;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
