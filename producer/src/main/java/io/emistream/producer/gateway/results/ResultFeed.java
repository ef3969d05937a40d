package io.emistream.producer.gateway.results;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.schemas.AffectEventJson;
import io.emistream.schemas.Topic;
import io.emistream.schemas.avro.AffectEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Committed scores from now on, told to those who asked for their session; one consumer for all, on the thread {@code gateway-results}.
 * When Kafka was away it goes on where it was. Thread-safe; single use.
 */
public final class ResultFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResultFeed.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Topic<String, AffectEvent> topic;
    private final Map<String, Object> settings;
    private final Map<String, List<Listener>> listeners = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "gateway-results");

    private record Listener(Wanted wanted, Consumer<ObjectNode> told) {}

    public ResultFeed(Topic<String, AffectEvent> topic, Map<String, String> kafka) {
        this.topic = topic;
        settings = new HashMap<>(kafka);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "latest");
        settings.put("fetch.max.wait.ms", 100);
        settings.put("request.timeout.ms", 5_000);
        settings.put("default.api.timeout.ms", 10_000);
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    /** Tells the scores of a session; must be quick. @return to be run when they are not wanted any more */
    public Runnable listen(String session, Wanted wanted, Consumer<ObjectNode> told) {
        if (wanted == Wanted.NONE) return () -> {};
        var listener = new Listener(wanted, told);
        listeners.compute(session, (name, others) -> {
            var all = others == null ? new CopyOnWriteArrayList<Listener>() : others;
            all.add(listener);
            return all;
        });
        return () -> listeners.computeIfPresent(session, (name, all) -> {
            all.remove(listener);
            return all.isEmpty() ? null : all;
        });
    }

    /** Stops reading; returns within seconds. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosed(Duration.ZERO)) {
            try (var consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                read(consumer);
            } catch (KafkaException e) {
                LOG.atInfo().addKeyValue("cause", e.toString()).log("scores cannot be read now; trying again");
                isClosed(RETRY);
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        var partitions = consumer.partitionsFor(topic.name()).stream()
                .map(one -> new TopicPartition(one.topic(), one.partition()))
                .toList();
        consumer.assign(partitions);
        for (var partition : partitions) {
            var from = next.get(partition);
            if (from != null) consumer.seek(partition, from);
            else next.put(partition, consumer.position(partition));
        }
        while (!isClosed(Duration.ZERO))
            for (var record : consumer.poll(POLL)) {
                next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                tell(record);
            }
    }

    private void tell(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] key = record.key(); // none in what is not ours
        var those = key == null ? null : listeners.get(new String(key, StandardCharsets.UTF_8));
        if (those == null) return;
        try {
            var event = topic.values().deserializer().deserialize(topic.name(), record.value());
            if (event == null) return;
            for (var listener : those)
                if (listener.wanted().includes(event.getKind())) listener.told().accept(AffectEventJson.of(event));
        } catch (SerializationException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("a score is passed over: it cannot be read");
        }
    }

    private boolean isClosed(Duration wait) {
        try {
            return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
