package io.emistream.app.bench.gateway;

import io.emistream.app.role.Cluster;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.AudioChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads chunks from the log as a processor does, and checks that each session's samples are there, once and in order. One thread runs it;
 * {@link #close} comes from any, and {@link #report} when it has ended.
 */
final class Stored implements Runnable, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final KafkaConsumer<String, AudioChunk> consumer;
    private final Names names;
    private final Schedule schedule;
    private final StoredCheck check;
    private final List<Double> latencies = new ArrayList<>();
    private volatile boolean closed;

    /** Says when a session's sample was due. */
    interface Schedule {
        /** In nanoseconds, as {@code System.nanoTime} counts. */
        long due(int session, long samples);
    }

    /**
     * What was read.
     *
     * @param latencies milliseconds from the time a chunk's last sample was due until it was read
     * @param incomplete sessions that lack samples or their end
     * @param wrong chunks that do not follow the one before
     */
    record Report(List<Double> latencies, int incomplete, long wrong) {}

    Stored(Cluster cluster, Names names, int sessions, Schedule schedule) {
        this.names = names;
        this.schedule = schedule;
        check = new StoredCheck(sessions);
        var settings = new HashMap<String, Object>(cluster.clients());
        settings.put("fetch.max.wait.ms", "100");
        var topic = cluster.topics().audioChunks();
        consumer = new KafkaConsumer<>(
                settings, new StringDeserializer(), topic.values().deserializer());
        var partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeks are lazy
    }

    @Override
    public void run() {
        try (consumer) {
            while (!closed) consumer.poll(POLL).forEach(record -> hear(record.value()));
        }
    }

    private void hear(AudioChunk chunk) {
        int session = names.number(chunk.getSessionId());
        if (session < 0) return;
        long length = chunk.getPayload().remaining() / Pcm16.BYTES;
        boolean follows = check.hear(session, chunk.getFirstSample(), length, chunk.getEndOfStream());
        if (follows && length > 0)
            latencies.add((System.nanoTime() - schedule.due(session, chunk.getFirstSample() + length)) / 1e6);
    }

    /** @param samples that each session said */
    Report report(long samples) {
        return new Report(List.copyOf(latencies), check.incomplete(samples), check.wrong());
    }

    /** Ends it after the poll under way. */
    @Override
    public void close() {
        closed = true;
    }
}
