package io.emistream.app.bench.load;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.Cluster;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** How far a consumer group is with the audio chunks, by what it has committed. One thread. */
final class Lag implements AutoCloseable {
    private final Admin admin;
    private final String group;
    private final List<TopicPartition> partitions;

    private Lag(Admin admin, String group, List<TopicPartition> partitions) {
        this.admin = admin;
        this.group = group;
        this.partitions = partitions;
    }

    static Lag of(Cluster cluster, String group) {
        var admin = Admin.create(Map.<String, Object>copyOf(cluster.clients()));
        var topic = cluster.topics().audioChunks().name();
        var partitions = answer(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                .flatMap(described -> described.partitions().stream())
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        return new Lag(admin, group, partitions);
    }

    /** Of the topic of chunks. */
    int partitions() {
        return partitions.size();
    }

    /** Chunks on the log that the group has not committed. */
    long chunks() {
        return end() - committed();
    }

    /** Chunks ever put on the log. */
    long end() {
        var wanted = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        return answer(admin.listOffsets(wanted).all()).values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    /** Chunks that the group has committed. */
    long committed() {
        Collection<OffsetAndMetadata> offsets = answer(
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .values();
        return offsets.stream()
                .mapToLong(offset -> offset == null ? 0 : offset.offset())
                .sum();
    }

    private static <T> T answer(KafkaFuture<T> pending) {
        try {
            return pending.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentProblem("interrupted while Kafka was asked how far the processors are", e);
        } catch (ExecutionException e) {
            throw new EnvironmentProblem(
                    "Kafka does not say how far the processors are (" + e.getCause() + "): check that it runs", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
