package io.emistream.schemas.consent;

import io.emistream.schemas.Topic;
import io.emistream.schemas.avro.ConsentState;
import io.emistream.schemas.avro.ControlMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is said of consent on the control topic, from its beginning, in no consumer group: first {@link #catchUp} by its owner, then, if
 * wanted, {@link #follow} on a thread of its own, {@code consents}. Single use.
 */
public final class ConsentReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsentReader.class);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration REST = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Topic<String, ControlMessage> topic;
    private final Consumer<String, byte[]> consumer;
    private final ConsentListener listener;
    private final ConcurrentLinkedQueue<CompletableFuture<Void>> asked = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "consents");

    /** @param consumer at the beginning of all partitions */
    ConsentReader(Topic<String, ControlMessage> topic, Consumer<String, byte[]> consumer, ConsentListener listener) {
        this.topic = topic;
        this.consumer = consumer;
        this.listener = listener;
        thread.setDaemon(true);
    }

    /**
     * Connects. The topic must exist.
     *
     * @param clients Kafka's settings
     * @param control the control topic
     * @throws KafkaException when Kafka does not answer
     */
    public static ConsentReader open(
            Map<String, String> clients, Topic<String, ControlMessage> control, ConsentListener listener) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "500");
        settings.putAll(clients);
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        try {
            consumer.assign(partitions(consumer, control.name()));
            consumer.seekToBeginning(consumer.assignment());
        } catch (KafkaException e) {
            consumer.close();
            throw e;
        }
        return new ConsentReader(control, consumer, listener);
    }

    private static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(one -> new TopicPartition(one.topic(), one.partition()))
                .toList();
    }

    /**
     * Reads all that is there now. Not while it follows.
     *
     * @return false where nothing comes for so long
     * @throws KafkaException when Kafka or the registry does not answer
     */
    public boolean catchUp(Duration patience) {
        var ends = consumer.endOffsets(consumer.assignment(), patience);
        long rounds = Math.max(1, patience.dividedBy(POLL));
        for (long fruitless = 0; fruitless < rounds; ) {
            if (ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), patience) >= end.getValue()))
                return true;
            if (!poll()) fruitless++;
        }
        return false;
    }

    /** Goes on reading until it is closed. */
    public void follow() {
        thread.start();
    }

    /**
     * Waits until all is read that was stored before the call; while it follows.
     *
     * @throws TimeoutException when that takes more than {@code patience}
     */
    public void present(Duration patience) throws InterruptedException, TimeoutException {
        var question = new CompletableFuture<Void>();
        asked.add(question);
        try {
            question.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // it only ever completes
        }
    }

    private void run() {
        while (closed.getCount() > 0) {
            try {
                answer();
                poll();
            } catch (KafkaException e) {
                LOG.atWarn().addKeyValue("cause", e.toString()).log("consents cannot be read now; trying again");
                rest();
            } catch (RuntimeException | Error e) { // whoever does not hear of a revocation goes on scoring
                LOG.atError().setCause(e).log("consents cannot be read; trying again");
                rest();
            }
        }
    }

    private void answer() {
        var questions = new ArrayList<CompletableFuture<Void>>();
        for (CompletableFuture<Void> one; (one = asked.poll()) != null; ) questions.add(one);
        if (questions.isEmpty()) return;
        boolean caughtUp = false;
        try {
            caughtUp = catchUp(PATIENCE);
        } finally {
            if (caughtUp) questions.forEach(one -> one.complete(null));
            else asked.addAll(questions); // asked again once Kafka answers
        }
    }

    /** Understood first and heard then: what cannot be understood now comes again, and nothing is heard twice. @return whether anything came */
    private boolean poll() {
        var records = consumer.poll(POLL);
        var heard = new ArrayList<Runnable>();
        try {
            for (var record : records) understood(record).ifPresent(heard::add);
        } catch (RuntimeException e) {
            for (var partition : records.partitions())
                consumer.seek(partition, records.records(partition).get(0).offset());
            throw e;
        }
        heard.forEach(ConsentReader::tell);
        return !records.isEmpty();
    }

    /** Whatever the listener makes of one record, it hears of the next. */
    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a record of consent was read, but whoever listens did not take it");
        }
    }

    /** To be told; nothing for records about something else, and for agreements that cannot be read: they decide nothing. */
    private Optional<Runnable> understood(ConsumerRecord<String, byte[]> record) {
        var subject = ConsentSubject.of(record.key());
        var voice = ConsentSubject.ofAgreement(record.key());
        try {
            if (subject.isEmpty() && voice.isEmpty()) return Optional.empty();
            var message = topic.values().deserializer().deserialize(record.topic(), record.value());
            return Optional.of(() -> {
                subject.ifPresent(whose -> listener.heard(whose, message));
                voice.ifPresent(whose -> listener.agreed(whose, message));
            });
        } catch (SerializationException e) {
            LOG.atWarn()
                    .addKeyValue("key", record.key())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("cause", e.getMessage())
                    .log("a record of consent cannot be read; unless it is an agreement, it counts as a revocation");
            return subject.map(whose -> () -> listener.heard(whose, unreadable(whose, record)));
        }
    }

    private static ControlMessage unreadable(ConsentSubject subject, ConsumerRecord<String, byte[]> record) {
        var at = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
        return subject.message(ConsentState.UNKNOWN, null, null, "nobody who can be read", at);
    }

    private void rest() {
        try {
            closed.await(REST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }

    /** Stops reading; returns within seconds. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(2 * PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
    }
}
