package io.emistream.app.bench.fault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.app.bench.load.EngineChoice;
import io.emistream.app.bench.load.EngineName;
import io.emistream.app.bench.load.Stage;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.Workspace;
import io.emistream.app.show.ProgressLine;
import io.emistream.app.show.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is lost when something dies. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = {
            "Kills, freezes and restarts processors and brokers under load, and checks every segment.",
            "Faults: kill, freeze, rolling, broker-stop, broker-kill, broker-freeze."
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
        var verdicts = new ArrayList<FaultTrial.Verdict>();
        var out = spec.commandLine().getOut();
        for (Fault fault : faults) {
            try (var workspace = Workspace.open(Optional.empty());
                    var progress = ProgressLine.on(spec.commandLine().getErr())) {
                var trial = new FaultTrial(
                        fault, times, seed, sessions, engine, text -> progress.show(fault + ": " + text));
                verdicts.add(trial.run(workspace.folder(fault.toString())));
            }
            if (json) out.println(json(verdicts.get(verdicts.size() - 1)));
            out.flush();
        }
        if (!json) table(verdicts).forEach(out::println);
        return verdicts.stream().allMatch(verdict -> verdict.outcome().faultless()) ? 0 : 1;
    }

    private static List<String> table(List<FaultTrial.Verdict> verdicts) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(
                "fault",
                "times",
                "seed",
                "segments",
                "lost",
                "doubled",
                "reordered",
                "p50 ms",
                "p99 ms",
                "recovery s, median",
                "worst"));
        for (var verdict : verdicts) {
            var segments = verdict.outcome().segments();
            var latency = verdict.outcome().latency(Stage.TOTAL);
            double[] sorted = sorted(verdict);
            rows.add(List.of(
                    verdict.trial().fault().toString(),
                    String.valueOf(sorted.length),
                    String.valueOf(verdict.trial().seed()),
                    String.valueOf(segments.expected()),
                    String.valueOf(verdict.outcome().lost() + verdict.outcome().late()),
                    String.valueOf(segments.doubled()),
                    String.valueOf(segments.reordered()),
                    String.format(Locale.ROOT, "%.0f", latency.p50()),
                    String.format(Locale.ROOT, "%.0f", latency.p99()),
                    String.format(Locale.ROOT, "%.1f", sorted[sorted.length / 2]),
                    String.format(Locale.ROOT, "%.1f", sorted[sorted.length - 1])));
        }
        return Table.lines(rows, List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    }

    private static double[] sorted(FaultTrial.Verdict verdict) {
        return verdict.recoveries().stream()
                .flatMapToDouble(DoubleStream::of)
                .sorted()
                .toArray();
    }

    private static ObjectNode json(FaultTrial.Verdict verdict) {
        var segments = verdict.outcome().segments();
        var node = JsonNodeFactory.instance
                .objectNode()
                .put("fault", verdict.trial().fault().toString())
                .put("times", verdict.recoveries().size())
                .put("seed", verdict.trial().seed())
                .put("expected", segments.expected())
                .put("delivered", segments.delivered())
                .put("lost", verdict.outcome().lost())
                .put("late", verdict.outcome().late())
                .put("doubled", segments.doubled())
                .put("reordered", segments.reordered());
        var recoveries = node.putArray("recoverySeconds");
        verdict.recoveries().forEach(recoveries::add);
        return node;
    }
}
