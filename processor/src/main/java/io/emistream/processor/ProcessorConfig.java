package io.emistream.processor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Where a processor works and how.
 *
 * @param bootstrapServers {@code host:port,…} of the brokers
 * @param applicationId instances with the same one share the work; also names the consumer group and the changelogs
 * @param stateDir folder of the stores, this instance's own; kept, so that a restart is quick
 * @param threads stream threads, at least 1; more than partitions are idle
 * @param startTimeout from start until it runs; wall clock
 * @param closeTimeout for a clean end; wall clock
 * @param rules how audio is judged
 * @param kafka Kafka's own settings, laid over ours: security, replication factor, tuning
 */
public record ProcessorConfig(
        String bootstrapServers,
        String applicationId,
        Path stateDir,
        int threads,
        Duration startTimeout,
        Duration closeTimeout,
        ProcessorRules rules,
        Map<String, String> kafka) {

    public ProcessorConfig {
        if (bootstrapServers.isBlank())
            throw new IllegalArgumentException("processor.bootstrapServers is empty; give host:port");
        if (!applicationId.matches("[a-zA-Z0-9._-]{1,200}"))
            throw new IllegalArgumentException("processor.applicationId is '" + applicationId
                    + "'; give 1 to 200 letters, digits, dots, underscores or hyphens");
        if (threads < 1 || threads > 256)
            throw new IllegalArgumentException("processor.threads is " + threads + "; give 1 to 256");
        positive("processor.startTimeout", startTimeout);
        positive("processor.closeTimeout", closeTimeout);
        kafka = Map.copyOf(kafka);
    }

    /** One thread, standard rules, a minute to start and four seconds to end. */
    public static ProcessorConfig standard(String bootstrapServers, Path stateDir) {
        return new ProcessorConfig(
                bootstrapServers,
                "emi-processor",
                stateDir,
                1,
                Duration.ofMinutes(1),
                Duration.ofSeconds(4),
                ProcessorRules.standard(),
                Map.of());
    }

    /** The same by other rules. */
    public ProcessorConfig by(ProcessorRules others) {
        return new ProcessorConfig(
                bootstrapServers, applicationId, stateDir, threads, startTimeout, closeTimeout, others, kafka);
    }

    private static void positive(String what, Duration value) {
        if (value.toMillis() < 1) throw new IllegalArgumentException(what + " is " + value + "; give at least 1 ms");
    }
}
