package io.emistream.app.role;

import io.emistream.app.broker.BrokerOptions;
import io.emistream.app.broker.EmbeddedBroker;
import io.emistream.app.broker.Ports;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.registry.EmbeddedRegistry;
import io.emistream.dashboard.DashboardBindException;
import io.emistream.dashboard.DashboardConfig;
import io.emistream.dashboard.DashboardServer;
import io.emistream.model.engine.BatchingScorer;
import io.emistream.processor.AffectProcessor;
import io.emistream.processor.ProcessorConfig;
import io.emistream.processor.ProcessorRules;
import io.emistream.processor.load.CapacityNews;
import io.emistream.processor.load.FirstEstimate;
import io.emistream.processor.load.LoadRules;
import io.emistream.processor.load.Overload;
import io.emistream.processor.swap.Announcer;
import io.emistream.processor.swap.SwapRules;
import io.emistream.processor.swap.Swapping;
import io.emistream.schemas.TopicCreation;
import io.emistream.schemas.registry.RegistryConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Starts the roles that serve until they are told to end; each is closed by the given lifecycle. */
public final class Roles {
    private static final int PARTITIONS = 2;

    private Roles() {}

    /** Kafka and its registry inside this process, with all topics; ports of 0 take any free one. */
    public static Embedded embedded(Path kafkaDir, String host, int kafkaPort, int registryPort, Lifecycle lifecycle) {
        return embedded(kafkaDir, host, kafkaPort, registryPort, PARTITIONS, lifecycle);
    }

    /** The same, with topics of so many partitions. */
    public static Embedded embedded(
            Path kafkaDir, String host, int kafkaPort, int registryPort, int partitions, Lifecycle lifecycle) {
        Ports.free("the embedded schema registry", host, registryPort); // before the broker, which takes seconds
        var options = new BrokerOptions(host, kafkaPort, Optional.of(kafkaDir));
        var broker = lifecycle.add("broker", EmbeddedBroker.start(options));
        var registry = lifecycle.add("registry", EmbeddedRegistry.start(broker.bootstrap(), host, registryPort));
        var config = RegistryConfig.parse(registry.url().toString());
        var cluster = Cluster.join(broker.bootstrap(), config, new TopicCreation(partitions, (short) 1));
        return new Embedded(cluster, registry.url());
    }

    /** The cluster in this process, and where its registry answers others. */
    public record Embedded(Cluster cluster, URI registry) {}

    /** With standard rules, for those that only want one; see {@link #processor(Cluster, Path, Inference, SwapRules, ProcessorRules, LoadRules, Lifecycle)}. */
    public static RunningProcessor processor(
            Cluster cluster, Path stateDir, Inference inference, SwapRules swap, Lifecycle lifecycle) {
        return processor(
                cluster,
                stateDir,
                inference,
                swap,
                ProcessorRules.standard(),
                LoadRules.standard().admittingAll(),
                lifecycle);
    }

    /** The scorer ends after the processor that submits to it: its thread must be out of libtorch before the JVM exits. */
    public static RunningProcessor processor(
            Cluster cluster,
            Path stateDir,
            Inference inference,
            SwapRules swap,
            ProcessorRules rules,
            LoadRules load,
            Lifecycle lifecycle) {
        var inferring = inference.start(false);
        lifecycle.add("scorer", inferring.scorer());
        var overload = new Overload(load, System::nanoTime);
        try {
            var swapping = lifecycle.add(
                    "swapping",
                    Swapping.start(
                            swap,
                            cluster.clients(),
                            cluster.topics(),
                            inferring.scorer(),
                            inferring.first(),
                            inference.loader(swap),
                            InstantSource.system(),
                            System::nanoTime));
            FirstEstimate.of(inferring.scorer(), overload);
            var announcer = Announcer.to(cluster.clients(), cluster.topics());
            lifecycle.add("capacity", CapacityNews.start(instance(), overload, announcer, InstantSource.system()));
            var config = ProcessorConfig.standard(cluster.bootstrap(), stateDir).by(rules);
            var processor = lifecycle.add(
                    "processor", AffectProcessor.start(config, cluster.topics(), inferring.scorer(), overload));
            return new RunningProcessor(processor, swapping, overload, inferring.scorer());
        } catch (IllegalStateException e) {
            throw new EnvironmentProblem(String.valueOf(e.getMessage()), e);
        }
    }

    /** Unlike any other's, also after a restart. */
    private static String instance() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    /** A processor, what decides which releases it serves with, and its sense of what it can carry. */
    public record RunningProcessor(
            AffectProcessor processor, Swapping swapping, Overload overload, BatchingScorer scorer) {
        /** What it serves with and what it carries, in words, a line for each. */
        public String text() {
            var carried = overload.carried();
            return swapping.serving().text() + "\nload "
                    + carried.stage().name().toLowerCase(Locale.ROOT) + ", "
                    + (carried.admits() ? "admits sessions: " : "refuses new sessions: ") + carried.text();
        }
    }

    /** @param ratings whether viewers may rate segments */
    public static DashboardServer dashboard(
            Cluster cluster, String host, int port, boolean ratings, Lifecycle lifecycle) {
        try {
            var local = DashboardConfig.local(port).at(host, port);
            var config = ratings ? local.withRatings() : local;
            return lifecycle.add(
                    "dashboard",
                    DashboardServer.start(config, cluster.clients(), cluster.topics(), InstantSource.system()));
        } catch (DashboardBindException e) {
            throw new EnvironmentProblem(String.valueOf(e.getMessage()), e);
        }
    }
}
