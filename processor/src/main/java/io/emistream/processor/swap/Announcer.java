package io.emistream.processor.swap;

import io.emistream.schemas.Topic;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.avro.ModelDeployment;
import io.emistream.schemas.avro.ModelRelease;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Says what is published, what a deployment is to serve with, and what roles need to know of each other. Any thread. */
public final class Announcer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Topics topics;
    private final KafkaProducer<String, byte[]> producer;

    private Announcer(Topics topics, KafkaProducer<String, byte[]> producer) {
        this.topics = topics;
        this.producer = producer;
    }

    public static Announcer to(Map<String, String> clients, Topics topics) {
        Map<String, Object> settings = new HashMap<>(clients);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, String.valueOf(PATIENCE.toMillis()));
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(PATIENCE.toMillis()));
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        return new Announcer(topics, new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()));
    }

    /** Announces a release; stored when it returns. */
    public void release(ModelRelease release) {
        send(topics.modelReleases(), release.getName() + "/" + release.getVersion(), release);
    }

    /** Announces a wish; stored when it returns. */
    public void deployment(ModelDeployment wish) {
        send(topics.modelDeployments(), wish.getDeployment(), wish);
    }

    /** Announces a command or a state; stored when it returns. */
    public void control(ControlMessage message) {
        send(topics.control(), message.getSubject(), message);
    }

    /** Takes back what was said last of a subject; stored when it returns. */
    public void forget(String subject) {
        send(topics.control(), subject, null);
    }

    private <V> void send(Topic<String, V> topic, String key, @Nullable V value) {
        byte @Nullable [] bytes =
                value == null ? null : topic.values().serializer().serialize(topic.name(), value);
        try {
            producer.send(new ProducerRecord<>(topic.name(), key, bytes))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while " + key + " was announced", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException(key + " was not announced: Kafka did not answer within " + PATIENCE, e);
        }
    }

    @Override
    public void close() {
        producer.close(PATIENCE);
    }
}
