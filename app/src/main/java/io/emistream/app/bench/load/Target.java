package io.emistream.app.bench.load;

import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.Cluster;
import io.emistream.app.role.Roles;
import io.emistream.model.Scorer;
import io.emistream.processor.AffectProcessor;
import io.emistream.processor.ProcessorConfig;
import io.emistream.processor.load.FirstEstimate;
import io.emistream.processor.load.Overload;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The processors under load, and the Kafka where they are met.
 *
 * @param batches of the processor in this process; empty where the processors are outside
 * @param publishing Kafka's own settings for the publisher of the load; empty for those that users have
 */
public record Target(Cluster cluster, Optional<Batches> batches, Map<String, String> publishing) {

    /** Processors that run elsewhere. */
    public static Target outside(Cluster cluster) {
        return new Target(cluster, Optional.empty(), Map.of());
    }

    /** With other settings for the publisher of the load, {@code bootstrap.servers} aside. */
    public Target publishing(Map<String, String> settings) {
        return new Target(cluster, batches, Map.copyOf(settings));
    }

    /** Of the publisher of the load. */
    Map<String, String> publisher() {
        var all = new HashMap<>(publishing);
        all.putAll(cluster.clients());
        return all;
    }

    /** Kafka, registry and one processor in this process. */
    public static Target embedded(Path folder, EngineOptions engine, Overload overload, Lifecycle lifecycle) {
        var scorer = lifecycle.add(
                "scorer", engine.choice().start(engine.inference())); // first: it refuses what a user got wrong at once
        var cluster = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, lifecycle)
                .cluster();
        var batches = new Batches();
        scorer.tell(batches);
        var config = ProcessorConfig.standard(cluster.bootstrap(), folder.resolve("state"));
        FirstEstimate.of(scorer, overload);
        lifecycle.add("processor", processor(config, cluster, scorer, overload));
        return new Target(cluster, Optional.of(batches), Map.of());
    }

    /** Starts a processor in this process, whose door is always open. */
    public static AffectProcessor processor(ProcessorConfig config, Cluster cluster, Scorer scorer) {
        return processor(config, cluster, scorer, Overload.admittingAll());
    }

    private static AffectProcessor processor(
            ProcessorConfig config, Cluster cluster, Scorer scorer, Overload overload) {
        try {
            return AffectProcessor.start(config, cluster.topics(), scorer, overload);
        } catch (IllegalStateException e) {
            throw new EnvironmentProblem(String.valueOf(e.getMessage()), e);
        }
    }

    /** Of the topic of chunks. */
    public int partitions() {
        try (var lag = Lag.of(cluster, group())) {
            return lag.partitions();
        }
    }

    /** The group that processors share the work in. */
    public String group() {
        return ProcessorConfig.standard(cluster.bootstrap(), Path.of("")).applicationId();
    }
}
