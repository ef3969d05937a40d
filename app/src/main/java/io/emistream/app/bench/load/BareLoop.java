package io.emistream.app.bench.load;

import io.emistream.app.role.Cluster;
import io.emistream.schemas.Topic;
import io.emistream.schemas.avro.AudioChunk;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The least that any program does that turns chunks into other records exactly once: reads a chunk, writes a chunk, commits both in transactions. Settings are
 * those of the processor, which commits as often while it works off a backlog. One thread runs it; {@link #close} comes from any.
 */
final class BareLoop implements Runnable, AutoCloseable {
    private static final Duration COMMIT = Duration.ofMillis(250);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Map<String, Object> CONSUMER = Map.of(
            "auto.offset.reset", "earliest",
            "enable.auto.commit", "false",
            "isolation.level", "read_committed",
            "max.poll.records", "1000",
            "session.timeout.ms", "6000",
            "heartbeat.interval.ms", "2000");
    private static final Map<String, Object> PRODUCER = Map.of(
            "linger.ms", "5",
            "batch.size", "262144",
            "transaction.timeout.ms", "10000");

    private final Topic<String, AudioChunk> in;
    private final String out;
    private final String group;
    private final KafkaConsumer<String, AudioChunk> consumer;
    private final KafkaProducer<String, AudioChunk> producer;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param out topic that the chunks are copied to; it exists */
    BareLoop(Cluster cluster, String group, String out) {
        this.group = group;
        this.out = out;
        in = cluster.topics().audioChunks();
        var reads = new HashMap<>(CONSUMER);
        reads.putAll(cluster.clients());
        reads.put("group.id", group);
        consumer =
                new KafkaConsumer<>(reads, in.keys().deserializer(), in.values().deserializer());
        var writes = new HashMap<>(PRODUCER);
        writes.putAll(cluster.clients());
        writes.put("transactional.id", group);
        producer =
                new KafkaProducer<>(writes, in.keys().serializer(), in.values().serializer());
    }

    @Override
    public void run() {
        try (consumer;
                producer) {
            producer.initTransactions();
            consumer.subscribe(List.of(in.name()));
            Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
            long committed = System.nanoTime();
            while (!closed.get()) {
                var records = consumer.poll(POLL);
                if (done.isEmpty() && !records.isEmpty()) producer.beginTransaction();
                copy(records, done);
                if (done.isEmpty() || System.nanoTime() - committed < COMMIT.toNanos()) continue;
                producer.sendOffsetsToTransaction(done, consumer.groupMetadata());
                producer.commitTransaction();
                committed = System.nanoTime();
                done.clear();
            }
        }
    }

    private void copy(ConsumerRecords<String, AudioChunk> records, Map<TopicPartition, OffsetAndMetadata> done) {
        for (ConsumerRecord<String, AudioChunk> record : records) {
            var unused = producer.send(new ProducerRecord<>(out, record.key(), record.value()));
            done.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
    }

    String group() {
        return group;
    }

    /** Ends the loop after the poll under way. */
    @Override
    public void close() {
        closed.set(true);
    }
}
