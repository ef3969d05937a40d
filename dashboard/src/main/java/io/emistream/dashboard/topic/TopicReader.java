package io.emistream.dashboard.topic;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows whole topics on one thread of its own: all partitions, committed records only, in no consumer group. Topics that do not
 * exist yet are waited for; a broker that goes away is tried again, and then everything is read anew. A record that cannot be read
 * is logged and passed over. Thread-safe; single use.
 */
public final class TopicReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Object> kafka;
    private final InstantSource clock;
    private final Runnable forget;
    private final Map<String, Source<?>> sources;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /**
     * @param name of its thread
     * @param kafka settings of Kafka clients, {@code bootstrap.servers} at least
     * @param forget called before everything is read from the start, on the reader's thread
     */
    public TopicReader(
            String name, Map<String, String> kafka, InstantSource clock, Runnable forget, List<Source<?>> sources) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.kafka.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.kafka.putIfAbsent(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        this.kafka.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        this.clock = clock;
        this.forget = forget;
        this.sources = sources.stream()
                .collect(Collectors.toMap(source -> source.topic().name(), source -> source));
        this.thread = new Thread(this::run, name);
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    /** Stops reading; returns when the thread has ended, within seconds. */
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
            try (var consumer = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                var partitions = partitions(consumer);
                while (partitions.isEmpty() && !isClosed(RETRY)) partitions = partitions(consumer);
                if (!partitions.isEmpty()) read(consumer, partitions);
            } catch (RuntimeException e) {
                LOG.atInfo()
                        .addKeyValue("topics", sources.keySet())
                        .addKeyValue("cause", e.toString())
                        .log("topics cannot be read now; trying again");
                isClosed(RETRY);
            }
        }
    }

    /** Those of all topics; none while a topic is missing. */
    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        var all = new ArrayList<TopicPartition>();
        for (var topic : sources.keySet()) {
            var found = consumer.partitionsFor(topic);
            if (found.isEmpty()) return List.of();
            found.forEach(one -> all.add(new TopicPartition(topic, one.partition())));
        }
        return all;
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var since = new HashMap<TopicPartition, Long>();
        for (var partition : partitions)
            source(partition.topic())
                    .lookBack()
                    .ifPresent(time ->
                            since.put(partition, clock.instant().minus(time).toEpochMilli()));
        // the end first: a record that comes between the two questions is found by its time
        var ends = consumer.endOffsets(since.keySet());
        consumer.offsetsForTimes(since)
                .forEach((partition, first) -> consumer.seek(
                        partition, first == null ? ends.getOrDefault(partition, 0L) : Long.valueOf(first.offset())));
        forget.run();
        while (!isClosed(Duration.ZERO)) consumer.poll(POLL).forEach(this::take);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            source(record.topic()).take(record);
        } catch (SerializationException e) {
            LOG.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("reason", e.getMessage())
                    .log("record passed over: it cannot be read");
        }
    }

    private Source<?> source(String topic) {
        var source = sources.get(topic);
        if (source == null) throw new IllegalStateException("topic " + topic + " was not asked for");
        return source;
    }

    /** Waits for the close no longer than this, and says whether it has come. */
    private boolean isClosed(Duration wait) {
        try {
            return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
