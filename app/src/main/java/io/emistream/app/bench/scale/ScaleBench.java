package io.emistream.app.bench.scale;

import static io.emistream.app.problem.UsageProblem.unlessWithin;

import io.emistream.app.bench.load.Load;
import io.emistream.app.bench.load.Voices;
import io.emistream.app.bench.process.ProcessorBench;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.Workspace;
import io.emistream.app.show.ProgressLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What more processors bring. */
@Command(
        name = "scale",
        mixinStandardHelpOptions = true,
        description = {
            "Lets 1, 2, 3 processors, each a process with a simulated GPU that is the bottleneck, work off a backlog, and says how much faster more are.",
            "Then plays a live load that is half as much again as one can score, and says how soon a second that joins has it in hand.",
            "Every segment is checked. Exit code 1 where one is lost, doubled or out of order."
        },
        subcommands = ProcessorBench.class,
        footer = {"", "Example: emi bench scale --rounds 3"})
public final class ScaleBench implements Callable<Integer> {
    private static final Duration DRAIN = Duration.ofDays(1);
    private static final Duration CHUNK = Duration.ofMillis(100);

    /** Of a backlog: far faster than simulated GPUs score, so that it is soon on the log. */
    private static final int SPEED = 40;

    /** What waits takes twice as long to go as it took to come, and then it should stay so for a while. */
    private static final int TIMES_BEFORE = 4;

    @Option(names = "--processors", defaultValue = "3", description = "at most, 1 to 8; default ${DEFAULT-VALUE}")
    private int processors;

    @Option(names = "--partitions", defaultValue = "12", description = "1 to 64; default ${DEFAULT-VALUE}")
    private int partitions;

    @Option(
            names = "--sessions",
            defaultValue = "24",
            description = "at once, evenly on the partitions; default ${DEFAULT-VALUE}")
    private int sessions;

    @Option(
            names = "--seconds",
            defaultValue = "120",
            description = "of speech in each session for each processor, 10 to 3600; default ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--segment-ms",
            defaultValue = "120",
            description =
                    "that the simulated GPU takes for a segment, beside 15 ms for a batch, 1 to 10000; default ${DEFAULT-VALUE}")
    private int segmentMillis;

    @Option(
            names = "--rounds",
            defaultValue = "2",
            description = "of each number of processors, 0 to 100; default ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--join-after",
            defaultValue = "30",
            description =
                    "seconds of live load before the second processor joins, up to 3600; 0 to leave that out; default ${DEFAULT-VALUE}")
    private int joinAfter;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        unlessWithin("--processors", processors, 1, 8);
        unlessWithin("--partitions", partitions, processors, 64);
        unlessWithin("--seconds", seconds, 10, 3600);
        unlessWithin("--segment-ms", segmentMillis, 1, 10_000);
        unlessWithin("--rounds", rounds, 0, 100);
        unlessWithin("--join-after", joinAfter, 0, 3600);
        if (rounds == 0 && joinAfter == 0)
            throw new UsageProblem("--rounds and --join-after are 0, so there is nothing to measure; give one of them");
        var backlog = load(seconds).at(SPEED);
        try (var workspace = Workspace.open(Optional.empty());
                var line = ProgressLine.on(spec.commandLine().getErr())) {
            var voices = Voices.bundled(workspace.folder("recordings"));
            var folder = workspace.folder("scale");
            var report = new Report(backlogs(folder, voices, backlog, line::show), joined(folder, voices, line::show));
            line.close();
            show(report);
            report.faults().forEach(fault -> spec.commandLine().getErr().println("emi: " + fault));
            return report.faults().isEmpty() ? 0 : 1;
        }
    }

    private Load load(int length) {
        return new Load(sessions, Duration.ofSeconds(length), CHUNK, DRAIN);
    }

    /** In turn, so that a drift of the machine meets all. */
    private List<BacklogTrial.Round> backlogs(Path folder, Voices voices, Load load, Consumer<String> progress)
            throws InterruptedException {
        var trial = new BacklogTrial(folder, voices, partitions, segmentMillis, load, progress);
        var all = new ArrayList<BacklogTrial.Round>();
        for (int round = 0; round < rounds; round++)
            for (int count = 1; count <= processors; count++) all.add(trial.run(count, "scale-" + round + "-" + count));
        return List.copyOf(all);
    }

    private Optional<JoinTrial.Joined> joined(Path folder, Voices voices, Consumer<String> progress)
            throws InterruptedException {
        if (joinAfter == 0) return Optional.empty();
        var load = load(TIMES_BEFORE * joinAfter + 30);
        return Optional.of(
                new JoinTrial(folder, voices, partitions, load, Duration.ofSeconds(joinAfter), progress).run());
    }

    private void show(Report report) {
        var out = spec.commandLine().getOut();
        if (json) out.println(report.json());
        else report.text().forEach(out::println);
        out.flush();
    }
}
