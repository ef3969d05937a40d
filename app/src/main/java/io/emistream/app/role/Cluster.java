package io.emistream.app.role;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.schemas.RegistryException;
import io.emistream.schemas.TopicCreation;
import io.emistream.schemas.Topics;
import io.emistream.schemas.registry.RegistryClient;
import io.emistream.schemas.registry.RegistryConfig;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The Kafka and the registry that roles meet at.
 *
 * @param bootstrap {@code host:port,…}
 * @param topics with serdes that speak to the registry
 */
public record Cluster(String bootstrap, Topics topics) {
    /** Seconds that Kafka has to answer somebody who waits. */
    public static final int PATIENCE_S = 10;

    /**
     * Reaches both and sees to it that schemas and topics are there.
     *
     * @param creation of topics that are missing
     * @throws EnvironmentProblem when one of them does not answer
     */
    public static Cluster join(String bootstrap, RegistryConfig registry, TopicCreation creation) {
        var client = new RegistryClient(registry, System::nanoTime);
        var cluster = new Cluster(bootstrap, Topics.with(client));
        cluster.create(creation);
        try {
            client.publish(cluster.topics());
        } catch (RegistryException e) {
            throw new EnvironmentProblem(String.valueOf(e.getMessage()), e);
        }
        return cluster;
    }

    private void create(TopicCreation creation) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers",
                bootstrap,
                "request.timeout.ms",
                "5000",
                "default.api.timeout.ms",
                String.valueOf(PATIENCE_S * 1000));
        try (var admin = Admin.create(settings)) {
            creation.createMissing(admin, topics.all());
        } catch (KafkaException e) {
            throw unusable(bootstrap, e);
        }
    }

    /** What to say when Kafka failed. */
    public static EnvironmentProblem unusable(String bootstrap, KafkaException e) {
        var cause = Optional.ofNullable(e.getCause()).orElse(e);
        var why = e instanceof TimeoutException || cause instanceof TimeoutException
                ? "no answer within " + PATIENCE_S + " s"
                : cause.getMessage();
        return new EnvironmentProblem(
                "Kafka at " + bootstrap + " cannot be used (" + why
                        + "): start it, or give another address with --bootstrap",
                e);
    }

    public Map<String, String> clients() {
        return Map.of("bootstrap.servers", bootstrap);
    }
}
