package io.emistream.app.bench.fault;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.Cluster;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;

/** Who leads in a cluster, by the numbers of its brokers. One thread. */
record Leaders(Cluster cluster) {

    /** The active controller. */
    int controller() {
        try (var admin = admin()) {
            return answer(admin.describeMetadataQuorum().quorumInfo()).leaderId();
        }
    }

    /** The leader of a partition of audio; one that is not the active controller, where there is one. */
    int audio() {
        int controller = controller();
        try (var admin = admin()) {
            var topic = cluster.topics().audioChunks().name();
            var leaders = partitions(admin, List.of(topic)).stream()
                    .map(partition -> partition.leader().id())
                    .toList();
            return leaders.stream()
                    .filter(leader -> leader != controller)
                    .findFirst()
                    .orElse(leaders.get(0));
        }
    }

    /** Whether each partition has all its copies. */
    boolean complete() {
        try (var admin = admin()) {
            return partitions(admin, answer(admin.listTopics().names())).stream()
                    .allMatch(partition ->
                            partition.isr().size() == partition.replicas().size());
        }
    }

    private Admin admin() {
        return Admin.create(Map.<String, Object>copyOf(cluster.clients()));
    }

    private static List<TopicPartitionInfo> partitions(Admin admin, Collection<String> topics) {
        return answer(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .toList();
    }

    private static <T> T answer(KafkaFuture<T> pending) {
        try {
            return pending.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentProblem("interrupted while Kafka was asked who leads", e);
        } catch (ExecutionException e) {
            throw new EnvironmentProblem("Kafka does not say who leads (" + e.getCause() + "): check that it runs", e);
        }
    }
}
