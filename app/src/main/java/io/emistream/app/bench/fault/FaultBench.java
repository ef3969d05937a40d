package io.emistream.app.bench.fault;

import static io.emistream.app.problem.UsageProblem.unlessWithin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.app.bench.load.EngineChoice;
import io.emistream.app.bench.load.EngineName;
import io.emistream.app.bench.load.Load;
import io.emistream.app.bench.load.Quantiles;
import io.emistream.app.bench.load.Stage;
import io.emistream.app.bench.process.ProcessorBench;
import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.Workspace;
import io.emistream.app.show.ProgressLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is lost when something dies. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = {
            "Kills, freezes and restarts processors and brokers under load, cuts their network, fills their disks, turns their clocks, lets their engines fail, and checks every segment.",
            "Faults: kill, freeze, rolling, state-disk-full, clock-jump (of processors); broker-stop, broker-kill, broker-freeze, only-disk-full "
                    + "(of the only one); leader-stop, leader-kill, controller-stop, controller-kill, broker-disk-full (of three brokers); network-cut; "
                    + "engine-throws, engine-nan, engine-oom, engine-hangs, gpu-lost."
        },
        subcommands = {BrokerBench.class, ProcessorBench.class},
        footer = {"", "Example: emi bench faults --fault kill --times 20"})
public final class FaultBench implements Callable<Integer> {
    @Option(
            names = "--fault",
            description = "one of them, or several; default all",
            paramLabel = "FAULT",
            converter = FaultName.class)
    private List<Fault> faults = List.of(Fault.values());

    @Option(names = "--times", defaultValue = "1", description = "how often each happens; default ${DEFAULT-VALUE}")
    private int times;

    @Option(names = "--seed", defaultValue = "1", description = "of the moments; default ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--sessions", defaultValue = "8", description = "at once; default ${DEFAULT-VALUE}")
    private int sessions;

    @Option(
            names = "--engine",
            description = "null, simulated-gpu or release; default null",
            paramLabel = "ENGINE",
            converter = EngineName.class)
    private EngineChoice engine = EngineChoice.NULL;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "folder for what the processes say and store, kept; default a temporary one")
    private @Nullable Path keep;

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        unlessWithin("--times", times, 1, 500);
        unlessWithin("--sessions", sessions, 1, Load.MOST_SESSIONS);
        boolean faultless = true;
        boolean impossible = false;
        var out = spec.commandLine().getOut();
        for (Fault fault : faults) {
            var verdict = tried(fault);
            verdict.ifPresent(value -> out.println(json ? json(value) : text(value)));
            out.flush();
            if (verdict.isEmpty()) impossible = true;
            else faultless &= verdict.get().passed();
        }
        if (!faultless) return 1;
        return impossible ? 3 : 0;
    }

    /** Empty where it cannot happen here: that is no reason not to go on with others. */
    private Optional<FaultTrial.Verdict> tried(Fault fault) throws Exception {
        try {
            return Optional.of(verdict(fault));
        } catch (EnvironmentProblem e) {
            spec.commandLine().getErr().println(fault + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private FaultTrial.Verdict verdict(Fault fault) throws Exception {
        try (var workspace = Workspace.open(Optional.ofNullable(keep));
                var progress = ProgressLine.on(spec.commandLine().getErr())) {
            return new FaultTrial(fault, times, seed, sessions, engine, text -> progress.show(fault + ": " + text))
                    .run(workspace.folder(fault.toString()));
        }
    }

    private static String text(FaultTrial.Verdict verdict) {
        var trial = verdict.trial();
        var segments = verdict.outcome().segments();
        var latency = verdict.outcome().latency(Stage.TOTAL);
        var recovery = Quantiles.of(verdict.recoveries());
        return String.format(
                Locale.ROOT,
                "%s: %s; %d times, seed %d%n  %d segments: %d lost, %d late, %d doubled, %d out of order, "
                        + "%d that should not be, %d abstained; latency p50 %.0f ms, p99 %.0f ms; recovery p50 %.1f s, worst %.1f s",
                trial.fault(),
                trial.fault().words(),
                trial.times(),
                trial.seed(),
                segments.expected(),
                verdict.outcome().lost(),
                verdict.outcome().late(),
                segments.doubled(),
                segments.reordered(),
                segments.strangers(),
                verdict.outcome().abstained(),
                latency.p50(),
                latency.p99(),
                recovery.p50(),
                recovery.max());
    }

    private static ObjectNode json(FaultTrial.Verdict verdict) {
        var segments = verdict.outcome().segments();
        var latency = verdict.outcome().latency(Stage.TOTAL);
        var node = JsonNodeFactory.instance
                .objectNode()
                .put("fault", verdict.trial().fault().toString())
                .put("times", verdict.trial().times())
                .put("seed", verdict.trial().seed())
                .put("sessions", verdict.trial().sessions())
                .put("expected", segments.expected())
                .put("delivered", segments.delivered())
                .put("lost", verdict.outcome().lost())
                .put("late", verdict.outcome().late())
                .put("doubled", segments.doubled())
                .put("reordered", segments.reordered())
                .put("strangers", segments.strangers())
                .put("abstained", verdict.outcome().abstained());
        node.putObject("latencyMs")
                .put("p50", latency.p50())
                .put("p99", latency.p99())
                .put("max", latency.max());
        var recoveries = node.putArray("recoverySeconds");
        verdict.recoveries().forEach(recoveries::add);
        return node;
    }
}
