package io.emistream.app.bench.fault;

import io.emistream.app.bench.load.Beside;
import io.emistream.app.bench.load.EngineChoice;
import io.emistream.app.bench.load.Load;
import io.emistream.app.bench.load.LoadTrial;
import io.emistream.app.bench.load.Outcome;
import io.emistream.app.bench.load.Target;
import io.emistream.app.bench.load.Voices;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.problem.EnvironmentProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One kind of fault, again and again, under a load whose every segment is checked.
 *
 * @param seed of the moments
 */
record FaultTrial(Fault fault, int times, long seed, int sessions, EngineChoice engine, Consumer<String> progress) {
    private static final Duration CHUNK = Duration.ofMillis(100);
    private static final Duration DRAIN = Duration.ofSeconds(90);

    /** The load outlasts a broker that is away: how long is what is measured. */
    private static final Map<String, String> PATIENT =
            Map.of("max.block.ms", "120000", "delivery.timeout.ms", "120000");

    /** Runs it in a folder of its own. */
    Verdict run(Path folder) throws Exception {
        try (var lifecycle = new Lifecycle()) {
            var site = Site.build(fault.needs(), engine, folder, lifecycle);
            var scene = new Scene(site);
            var load = new Load(sessions, fault.length(times), CHUNK, DRAIN);
            var target = Target.outside(site.cluster()).publishing(PATIENT);
            var trial = new LoadTrial(target, Voices.bundled(folder.resolve("recordings")), progress);
            var striking = CompletableFuture.runAsync(() -> strike(scene));
            Outcome outcome = trial.run(load, fault.toString());
            scene.end();
            Beside.result(striking);
            return Verdict.of(this, outcome, scene.outages());
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
     * @param recoveries for each time that something was broken, {@linkplain Outage#recovery in seconds}
     */
    record Verdict(FaultTrial trial, Outcome outcome, List<Double> recoveries) {
        /** Whether all came, and came once; what is still to come long after the fault is no recovery. */
        boolean passed() {
            return outcome.faultless() && outcome.late() == 0;
        }

        static Verdict of(FaultTrial trial, Outcome outcome, List<Outage> outages) {
            var recoveries = outages.stream()
                    .map(outage -> outage.recovery(outcome.arrivals()))
                    .toList();
            return new Verdict(trial, outcome, recoveries);
        }
    }
}
