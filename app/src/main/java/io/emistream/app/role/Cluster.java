package io.emistream.app.role;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.schemas.RegistryException;
import io.emistream.schemas.Topic;
import io.emistream.schemas.Topics;
import io.emistream.schemas.registry.RegistryClient;
import io.emistream.schemas.registry.RegistryConfig;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The Kafka and the registry that roles meet at.
 *
 * @param bootstrap {@code host:port,…}
 * @param topics with serdes that speak to the registry
 */
public record Cluster(String bootstrap, Topics topics) {
    private static final long PATIENCE_S = 15;

    /**
     * Reaches both and sees to it that schemas and topics are there.
     *
     * @param registry URLs, comma-separated
     * @throws EnvironmentProblem when one of them does not answer
     */
    public static Cluster join(String bootstrap, String registry, int partitions) {
        var client = new RegistryClient(RegistryConfig.parse(registry), System::nanoTime);
        var cluster = new Cluster(bootstrap, Topics.with(client));
        cluster.create(partitions);
        try {
            client.publish(cluster.topics());
        } catch (RegistryException e) {
            throw new EnvironmentProblem(String.valueOf(e.getMessage()), e);
        }
        return cluster;
    }

    private void create(int partitions) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", bootstrap, "request.timeout.ms", "5000", "default.api.timeout.ms", "10000");
        try (var admin = Admin.create(settings)) {
            var results = admin.createTopics(topics.all().stream()
                            .map(topic -> described(topic, partitions))
                            .toList())
                    .values();
            for (var result : results.values()) settle(result);
        } catch (KafkaException | TimeoutException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    private void settle(KafkaFuture<Void> result) throws InterruptedException, TimeoutException {
        try {
            result.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) throw unreachable(e);
        }
    }

    private EnvironmentProblem unreachable(Exception why) {
        var cause = Optional.ofNullable(why.getCause()).orElse(why);
        return new EnvironmentProblem(
                "Kafka at " + bootstrap + " cannot be used (" + cause.getMessage()
                        + "): start it, or give another address with --bootstrap",
                why);
    }

    private static NewTopic described(Topic<?, ?> topic, int partitions) {
        return new NewTopic(topic.name(), Optional.of(partitions), Optional.empty()).configs(topic.settings());
    }

    Map<String, String> clients() {
        return Map.of("bootstrap.servers", bootstrap);
    }
}
