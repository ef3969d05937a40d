package io.emistream.app.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The registry's memory: the compacted topic {@code _schemas}. One writer at a time; calls must not overlap. */
final class SchemaLog implements AutoCloseable {
    private static final TopicPartition LOG = new TopicPartition("_schemas", 0);
    private static final long PATIENCE_S = 30;

    private final LogFormat format = new LogFormat();
    private final String bootstrap;
    private final KafkaProducer<byte[], byte[]> producer;

    private SchemaLog(String bootstrap) {
        this.bootstrap = bootstrap;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "client.id", "emi-registry"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Creates the topic if it is missing. */
    static SchemaLog open(String bootstrap) {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
            var topic = new NewTopic(LOG.topic(), Optional.of(1), Optional.empty());
            topic.configs(Map.of("cleanup.policy", "compact"));
            admin.createTopics(List.of(topic)).all().get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException))
                throw RegistryError.storeFailed("could not create topic " + LOG.topic() + ": " + e.getCause());
        } catch (TimeoutException e) {
            throw RegistryError.storeFailed("Kafka at " + bootstrap + " did not answer within " + PATIENCE_S + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RegistryError.storeFailed("interrupted while opening topic " + LOG.topic());
        }
        return new SchemaLog(bootstrap);
    }

    /** Gives every record from the first to the last one there is now. */
    void replay(Consumer<LogEntry> to) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(LOG));
            consumer.seekToBeginning(List.of(LOG));
            long end = Objects.requireNonNull(consumer.endOffsets(List.of(LOG)).get(LOG));
            while (consumer.position(LOG) < end)
                for (var record : consumer.poll(Duration.ofSeconds(1)))
                    to.accept(format.read(record.key(), record.value()));
        } catch (IOException e) {
            throw RegistryError.storeFailed(
                    "topic " + LOG.topic() + " holds a record that is not JSON: " + e.getMessage());
        }
    }

    /** Returns when Kafka has the record for good. */
    void append(LogEntry entry) {
        try {
            producer.send(new ProducerRecord<>(LOG.topic(), LOG.partition(), format.key(entry), format.value(entry)))
                    .get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw RegistryError.storeFailed("could not write to topic " + LOG.topic() + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RegistryError.storeFailed("interrupted while writing to topic " + LOG.topic());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
