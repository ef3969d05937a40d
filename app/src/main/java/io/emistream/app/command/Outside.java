package io.emistream.app.command;

import io.emistream.app.role.Cluster;
import picocli.CommandLine.Option;

/** Where an outside Kafka and its registry are. */
final class Outside {
    @Option(
            names = "--bootstrap",
            defaultValue = "${env:EMI_BOOTSTRAP:-127.0.0.1:9092}",
            paramLabel = "HOST:PORT",
            description = "Kafka; EMI_BOOTSTRAP; default ${DEFAULT-VALUE}")
    private String bootstrap = "";

    @Option(
            names = "--registry",
            defaultValue = "${env:EMI_REGISTRY:-http://127.0.0.1:8081}",
            paramLabel = "URL",
            description = "schema registry; EMI_REGISTRY; default ${DEFAULT-VALUE}")
    private String registry = "";

    @Option(
            names = "--partitions",
            defaultValue = "4",
            description = "of topics that are missing; default ${DEFAULT-VALUE}")
    private int partitions;

    Cluster join() {
        return Cluster.join(bootstrap, registry, partitions);
    }
}
