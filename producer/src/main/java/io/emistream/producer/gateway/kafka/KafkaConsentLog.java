package io.emistream.producer.gateway.kafka;

import io.emistream.producer.gateway.consent.ConsentLog;
import io.emistream.schemas.Topic;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.avro.SessionEvent;
import io.emistream.schemas.consent.ConsentListener;
import io.emistream.schemas.consent.ConsentReader;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control topic as the gateway's log of consent. Thread-safe. */
public final class KafkaConsentLog implements ConsentLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaConsentLog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Topics topics;
    private final KafkaProducer<String, byte[]> producer;
    private final ConsentReader reader;

    private KafkaConsentLog(Topics topics, KafkaProducer<String, byte[]> producer, ConsentReader reader) {
        this.topics = topics;
        this.producer = producer;
        this.reader = reader;
    }

    /**
     * Connects; what was said before is known when it returns, or a warning is logged.
     *
     * @param kafka settings of Kafka clients, {@code bootstrap.servers} at least
     * @throws KafkaException when Kafka or the registry does not answer
     */
    public static KafkaConsentLog connect(Topics topics, Map<String, String> kafka, ConsentListener listener) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, String.valueOf(PATIENCE.toMillis()));
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(PATIENCE.toMillis()));
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "3000");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        var reader = ConsentReader.open(kafka, topics.control(), listener);
        try {
            if (!reader.catchUp(PATIENCE.multipliedBy(2)))
                LOG.atWarn().log("what was said of consent is not all read yet; it is heeded when it is");
        } catch (KafkaException e) {
            reader.close();
            throw e;
        }
        reader.follow();
        var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        return new KafkaConsentLog(topics, producer, reader);
    }

    @Override
    public void append(ControlMessage message) throws IOException, InterruptedException {
        try {
            send(topics.control(), message.getSubject(), message, (stored, failure) -> {})
                    .get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new IOException("Kafka did not take it: " + e.getMessage(), e);
        }
    }

    @Override
    public void present() throws IOException, InterruptedException {
        try {
            reader.present(PATIENCE);
        } catch (TimeoutException e) {
            throw new IOException("Kafka did not tell within " + PATIENCE.toSeconds() + " s what was said before", e);
        }
    }

    @Override
    public void tell(SessionEvent event) {
        try {
            var unused = send(topics.sessionEvents(), event.getSessionId(), event, (stored, failure) -> {
                if (failure != null) untold(failure);
            });
        } catch (KafkaException e) {
            untold(e);
        }
    }

    /** Sends what waits, for up to 5 s. */
    @Override
    public void close() {
        reader.close();
        producer.close(PATIENCE);
    }

    private <V> Future<RecordMetadata> send(Topic<String, V> topic, String key, V value, Callback told) {
        var bytes = topic.values().serializer().serialize(topic.name(), value);
        return producer.send(new ProducerRecord<>(topic.name(), key, bytes), told);
    }

    private static void untold(Exception why) {
        LOG.atWarn()
                .addKeyValue("cause", why.toString())
                .log("a refusal was not told to those who read session events");
    }
}
