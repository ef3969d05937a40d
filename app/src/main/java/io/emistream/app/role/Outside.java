package io.emistream.app.role;

import io.emistream.app.problem.UsageProblem;
import io.emistream.schemas.TopicCreation;
import io.emistream.schemas.registry.RegistryConfig;
import io.emistream.schemas.registry.Truststore;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where an outside Kafka and its registry are. */
public final class Outside {
    /** What the JDK's own tools take when no password is given. */
    private static final String USUAL_PASSWORD = "changeit";

    @Mixin
    private final KafkaOption kafka = new KafkaOption();

    // no default in the help: the environment's may hold a password
    @Option(
            names = "--registry",
            defaultValue = "${env:EMI_REGISTRY:-http://127.0.0.1:8081}",
            paramLabel = "URL,…",
            description =
                    "schema registry, http://user:password@host:port/path; else EMI_REGISTRY, else http://127.0.0.1:8081")
    private String registry = "";

    @Option(
            names = "--registry-truststore",
            defaultValue = "${env:EMI_REGISTRY_TRUSTSTORE:-}",
            paramLabel = "FILE",
            description =
                    "PKCS#12 or JKS file of the certificates to trust for an https registry, else those of the JDK; "
                            + "else EMI_REGISTRY_TRUSTSTORE; its password in EMI_REGISTRY_TRUSTSTORE_PASSWORD")
    private String truststore = "";

    @Option(
            names = "--partitions",
            defaultValue = "4",
            description = "of topics that are missing; default ${DEFAULT-VALUE}")
    private int partitions;

    /** @throws UsageProblem when an address or a number cannot be right */
    public Cluster join() {
        return Cluster.join(kafka.bootstrap(), registry(), creation());
    }

    private RegistryConfig registry() {
        try {
            var config = RegistryConfig.parse(registry);
            if (truststore.isBlank()) return config;
            var password = System.getenv().getOrDefault("EMI_REGISTRY_TRUSTSTORE_PASSWORD", USUAL_PASSWORD);
            return config.withTls(new Truststore(Path.of(truststore), password).context());
        } catch (IllegalArgumentException e) {
            throw new UsageProblem("--registry: " + e.getMessage());
        }
    }

    private TopicCreation creation() {
        try {
            return new TopicCreation(partitions, (short) 0);
        } catch (IllegalArgumentException e) {
            throw new UsageProblem("--partitions: " + e.getMessage());
        }
    }
}
