package io.emistream.app.role;

import picocli.CommandLine.Option;

/** Where an outside Kafka is. */
public final class KafkaOption {
    @Option(
            names = "--bootstrap",
            defaultValue = "${env:EMI_BOOTSTRAP:-127.0.0.1:9092}",
            paramLabel = "HOST:PORT",
            description = "Kafka; else EMI_BOOTSTRAP, else 127.0.0.1:9092")
    private String bootstrap = "";

    /** {@code host:port,…} */
    public String bootstrap() {
        return bootstrap;
    }
}
