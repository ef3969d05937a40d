package io.emistream.app.bench.fault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.app.bench.load.EngineChoice;
import io.emistream.app.bench.load.EngineName;
import io.emistream.app.bench.load.Quantiles;
import io.emistream.app.bench.load.Stage;
import io.emistream.app.bench.process.ProcessorBench;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.Workspace;
import io.emistream.app.show.ProgressLine;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is lost when something dies. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = {
            "Kills, freezes and restarts processors and brokers under load, and lets engines fail, and checks every segment.",
            "Faults: kill, freeze, rolling, broker-stop, broker-kill, broker-freeze, engine-throws, engine-nan, engine-oom,",
            "engine-hangs, gpu-lost."
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

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (times < 1 || times > 1000) throw new UsageProblem("--times is " + times + "; give 1 to 1000");
        boolean faultless = true;
        var out = spec.commandLine().getOut();
        for (Fault fault : faults) {
            var verdict = verdict(fault);
            out.println(json ? json(verdict) : text(verdict));
            out.flush();
            faultless &= verdict.outcome().faultless();
        }
        return faultless ? 0 : 1;
    }

    private FaultTrial.Verdict verdict(Fault fault) throws Exception {
        try (var workspace = Workspace.open(Optional.empty());
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
                "%s: %s; %d times, seed %d%n  %d segments: %d lost, %d late, %d doubled, %d out of order; %d abstained; "
                        + "latency p50 %.0f ms, p99 %.0f ms; recovery p50 %.1f s, worst %.1f s",
                trial.fault(),
                trial.fault().words(),
                trial.times(),
                trial.seed(),
                segments.expected(),
                verdict.outcome().lost(),
                verdict.outcome().late(),
                segments.doubled(),
                segments.reordered(),
                verdict.outcome().abstained(),
                latency.p50(),
                latency.p99(),
                recovery.p50(),
                recovery.max());
    }

    private static ObjectNode json(FaultTrial.Verdict verdict) {
        var segments = verdict.outcome().segments();
        var node = JsonNodeFactory.instance
                .objectNode()
                .put("fault", verdict.trial().fault().toString())
                .put("times", verdict.trial().times())
                .put("seed", verdict.trial().seed())
                .put("expected", segments.expected())
                .put("delivered", segments.delivered())
                .put("lost", verdict.outcome().lost())
                .put("late", verdict.outcome().late())
                .put("doubled", segments.doubled())
                .put("reordered", segments.reordered())
                .put("abstained", verdict.outcome().abstained());
        var recoveries = node.putArray("recoverySeconds");
        verdict.recoveries().forEach(recoveries::add);
        return node;
    }
}
