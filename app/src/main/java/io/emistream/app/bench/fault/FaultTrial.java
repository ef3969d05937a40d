package io.emistream.app.bench.fault;

import io.emistream.app.bench.load.Arrival;
import io.emistream.app.bench.load.EngineChoice;
import io.emistream.app.bench.load.Load;
import io.emistream.app.bench.load.LoadTrial;
import io.emistream.app.bench.load.Outcome;
import io.emistream.app.bench.load.Stage;
import io.emistream.app.bench.load.Target;
import io.emistream.app.bench.load.Voices;
import io.emistream.app.broker.Ports;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.Cluster;
import io.emistream.schemas.TopicCreation;
import io.emistream.schemas.registry.RegistryConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * One kind of fault, again and again, under a load whose every segment is checked.
 *
 * @param seed of the moments
 */
record FaultTrial(Fault fault, int times, long seed, int sessions, EngineChoice engine, Consumer<String> progress) {
    private static final Duration CHUNK = Duration.ofMillis(100);
    private static final Duration DRAIN = Duration.ofSeconds(90);
    private static final int PARTITIONS = 6;

    /** The load outlasts a broker that is away: how long is what is measured. */
    private static final Map<String, String> PATIENT =
            Map.of("max.block.ms", "120000", "delivery.timeout.ms", "120000");

    private static final Duration BEFORE = Duration.ofSeconds(1);
    private static final Duration AFTER = Duration.ofSeconds(12);

    /** Runs it in a folder of its own. */
    Verdict run(Path folder) throws Exception {
        Files.createDirectories(folder);
        int kafka = Ports.free("the broker", "127.0.0.1", 0);
        int registry = Ports.free("the registry", "127.0.0.1", 0);
        var bootstrap = "127.0.0.1:" + kafka;
        var url = "http://127.0.0.1:" + registry;
        try (var lifecycle = new Lifecycle()) {
            var broker = lifecycle.add(
                    "broker",
                    new Machine(
                            folder.resolve("broker.log"),
                            "bench",
                            "faults",
                            "broker",
                            "--data",
                            folder.resolve("kafka").toString(),
                            "--kafka-port",
                            String.valueOf(kafka),
                            "--registry-port",
                            String.valueOf(registry)));
            broker.start();
            var cluster = Cluster.join(bootstrap, RegistryConfig.parse(url), new TopicCreation(PARTITIONS, (short) 1));
            List<Machine> processors = new ArrayList<>();
            for (int i = 0; i < fault.processors(); i++) {
                var processor = lifecycle.add(
                        "processor",
                        new Machine(
                                folder.resolve("processor-" + i + ".log"),
                                "bench",
                                "faults",
                                "processor",
                                "--bootstrap",
                                bootstrap,
                                "--registry",
                                url,
                                "--engine",
                                engine.toString(),
                                "--state",
                                folder.resolve("state-" + i).toString()));
                processor.start();
                processors.add(processor);
            }
            var scene = new Scene(broker, processors);
            var load = new Load(sessions, fault.length(times), CHUNK, DRAIN);
            var target = Target.outside(cluster).publishing(PATIENT);
            var trial = new LoadTrial(target, Voices.bundled(folder.resolve("recordings")), progress);
            var striking = CompletableFuture.runAsync(() -> strike(scene));
            Outcome outcome = trial.run(load, fault.toString());
            scene.end();
            join(striking);
            return Verdict.of(this, outcome, List.copyOf(scene.strikes()));
        }
    }

    private static void join(CompletableFuture<Void> striking) {
        try {
            striking.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof EnvironmentProblem problem) throw problem;
            throw e;
        }
    }

    private void strike(Scene scene) {
        var random = new SplittableRandom(seed);
        try {
            for (int i = 0; i < times; i++) fault.happen(scene, random);
        } catch (InterruptedException e) {
            throw new EnvironmentProblem(
                    fault + ": the load ended before the last one; this machine is too slow for it", e);
        }
    }

    /**
     * What came of it.
     *
     * @param recoveries for each fault, the longest that anybody waited for an event around it, in seconds
     */
    record Verdict(FaultTrial trial, Outcome outcome, List<Double> recoveries) {
        static Verdict of(FaultTrial trial, Outcome outcome, List<Instant> strikes) {
            var recoveries = strikes.stream()
                    .map(strike -> outcome.arrivals().stream()
                            .filter(arrival -> near(arrival, strike))
                            .mapToDouble(arrival -> arrival.millis(Stage.TOTAL) / 1000)
                            .max()
                            .orElse(Double.NaN))
                    .toList();
            return new Verdict(trial, outcome, recoveries);
        }

        private static boolean near(Arrival arrival, Instant strike) {
            var captured = arrival.visible().minusNanos((long) (arrival.millis(Stage.TOTAL) * 1e6));
            return captured.isAfter(strike.minus(BEFORE)) && captured.isBefore(strike.plus(AFTER));
        }
    }
}
