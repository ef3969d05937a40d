package io.emistream.app.bench.neighbour;

import static io.emistream.app.problem.UsageProblem.unlessWithin;

import io.emistream.app.bench.load.EngineOptions;
import io.emistream.app.bench.load.Load;
import io.emistream.app.bench.load.LoadTrial;
import io.emistream.app.bench.load.Target;
import io.emistream.app.bench.load.Voices;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Threads;
import io.emistream.app.role.Workspace;
import io.emistream.app.show.ProgressLine;
import io.emistream.processor.load.LoadRules;
import io.emistream.processor.load.Overload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a neighbour who does all wrong makes others late. */
@Command(
        name = "neighbour",
        mixinStandardHelpOptions = true,
        description = {
            "Plays live sessions alone and beside a noisy neighbour, in turn: sessions faster than real time, and garbage, on the same partitions.",
            "Exit code 1 where a segment of theirs is lost, doubled or out of order, or garbage is not one dead letter each."
        },
        footer = {"", "Example: emi bench neighbour --sessions 20 --seconds 60"})
public final class NeighbourBench implements Callable<Integer> {
    private static final Duration DRAIN = Duration.ofDays(1);

    @Option(names = "--sessions", defaultValue = "20", description = "that keep to real time; default ${DEFAULT-VALUE}")
    private int sessions;

    @Option(names = "--seconds", defaultValue = "60", description = "of each, 1 to 1800; default ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--chunk-ms", defaultValue = "100", description = "10 to 1000; default ${DEFAULT-VALUE}")
    private int chunkMs;

    @Option(
            names = "--warm-up",
            defaultValue = "15",
            description =
                    "seconds before with all sessions, checked and not measured, 1 to 600; default ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(
            names = "--rounds",
            defaultValue = "2",
            description = "alone and beside, in turn, 1 to 100; default ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--noisy-sessions",
            defaultValue = "4",
            description = "faster than real time; default ${DEFAULT-VALUE}")
    private int noisy;

    @Option(names = "--speed", defaultValue = "10", description = "of these, times real time; default ${DEFAULT-VALUE}")
    private int speed;

    @Option(names = "--garbage", defaultValue = "50", description = "records a second; default ${DEFAULT-VALUE}")
    private int garbage;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        engine.check(spec.commandLine().getParseResult());
        unlessWithin("--seconds", seconds, 1, 1800);
        unlessWithin("--warm-up", warmUp, 1, 600);
        unlessWithin("--rounds", rounds, 1, 100);
        var load = load(seconds);
        var warm = load(warmUp);
        var noise = new Noise(noisy, speed, garbage);
        Threads.use(null);
        try (var lifecycle = new Lifecycle();
                var line = ProgressLine.on(spec.commandLine().getErr())) {
            var workspace = lifecycle.add("workspace", Workspace.open(Optional.empty()));
            var voices = Voices.bundled(workspace.folder("recordings"));
            var overload = new Overload(LoadRules.standard(), System::nanoTime); // as emi processor has it
            var target = Target.embedded(workspace.folder("load"), engine, overload, lifecycle);
            var name = "neighbour-" + UUID.randomUUID().toString().substring(0, 8);
            var warming = new LoadTrial(target, voices, line::show).run(warm, name + "-warm-up");
            if (!warming.faultless()) return verdict(List.of("warm-up: " + warming.faults()));
            var report = new Report(new NeighbourTrial(target, voices, load, noise, line::show).run(rounds, name));
            line.close();
            show(report);
            return verdict(report.faults());
        }
    }

    private Load load(int length) {
        return new Load(sessions, Duration.ofSeconds(length), Duration.ofMillis(chunkMs), DRAIN);
    }

    private void show(Report report) {
        var out = spec.commandLine().getOut();
        if (json) out.println(report.json());
        else {
            out.println(sessions + " sessions of " + seconds + " s, alone and beside " + noisy + " at " + speed
                    + " × real time and " + garbage + " records of garbage a second; " + rounds + " rounds");
            report.text().forEach(out::println);
        }
        out.flush();
    }

    private int verdict(List<String> faults) {
        faults.forEach(fault -> spec.commandLine().getErr().println("emi: " + fault));
        return faults.isEmpty() ? 0 : 1;
    }
}
