package io.emistream.app.role;

import io.emistream.schemas.Topic;
import io.emistream.schemas.avro.TrainingEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes what happens to training runs. A record that cannot be sent is logged: a run never fails for it. Any thread. */
public final class TrainingEvents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingEvents.class);

    private final Topic<String, TrainingEvent> topic;
    private final KafkaProducer<String, TrainingEvent> producer;

    private TrainingEvents(Topic<String, TrainingEvent> topic, KafkaProducer<String, TrainingEvent> producer) {
        this.topic = topic;
        this.producer = producer;
    }

    public static TrainingEvents to(Cluster cluster) {
        var topic = cluster.topics().trainingEvents();
        Map<String, Object> settings = new HashMap<>(cluster.clients());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        return new TrainingEvents(
                topic,
                new KafkaProducer<>(
                        settings, topic.keys().serializer(), topic.values().serializer()));
    }

    /** Sends it; returns at once where Kafka is there. */
    public void publish(TrainingEvent event) {
        try {
            var unused = producer.send(new ProducerRecord<>(topic.name(), event.getRunId(), event), (sent, failure) -> {
                if (failure != null) lost(failure);
            });
        } catch (RuntimeException e) {
            lost(e);
        }
    }

    private static void lost(Exception failure) {
        LOG.atWarn().addKeyValue("cause", String.valueOf(failure)).log("a training event was not published");
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(4));
    }
}
