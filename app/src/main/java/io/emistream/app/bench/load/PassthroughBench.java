package io.emistream.app.bench.load;

import static io.emistream.app.problem.UsageProblem.unlessWithin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.emistream.app.role.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the processor costs beside what any exactly-once program costs. */
@Command(
        name = "passthrough",
        mixinStandardHelpOptions = true,
        description =
                "Chunks per second of a bare consume-transform-produce loop in transactions, of the processor with an engine"
                        + " that answers at once, and the ratio; one stream thread each, same chunks, same settings.",
        footer = {"", "Example: emi bench passthrough --sessions 64 --seconds 60"})
public final class PassthroughBench implements Callable<Integer> {
    @Option(names = "--sessions", defaultValue = "64", description = "1 to 4096; default ${DEFAULT-VALUE}")
    private int sessions;

    @Option(names = "--seconds", defaultValue = "180", description = "of each, 1 to 3600; default ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--rounds",
            defaultValue = "4",
            description = "2 to 100, of which the first does not count; default ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        unlessWithin("--sessions", sessions, 1, Load.MOST_SESSIONS);
        unlessWithin("--seconds", seconds, 1, 3600);
        unlessWithin("--rounds", rounds, 2, 100);
        try (var workspace = Workspace.open(Optional.empty())) {
            var voices = Voices.bundled(workspace.folder("recordings"));
            var all = new PassthroughTrial(sessions, Duration.ofSeconds(seconds), rounds)
                    .run(workspace.folder("load"), voices);
            var warm = all.subList(1, all.size());
            spec.commandLine().getOut().println(json ? json(warm) : text(warm));
            return 0;
        }
    }

    private static PassthroughTrial.Round medians(List<PassthroughTrial.Round> rounds) {
        return new PassthroughTrial.Round(
                median(rounds, PassthroughTrial.Round::bare), median(rounds, PassthroughTrial.Round::processor));
    }

    private static double median(List<PassthroughTrial.Round> rounds, ToDoubleFunction<PassthroughTrial.Round> value) {
        return Quantiles.of(rounds.stream().map(value::applyAsDouble).toList()).p50();
    }

    private static String text(List<PassthroughTrial.Round> rounds) {
        var medians = medians(rounds);
        return String.format(
                Locale.ROOT,
                "bare loop %.0f chunks/s, processor %.0f chunks/s (medians of %d rounds): ratio %.2f",
                medians.bare(),
                medians.processor(),
                rounds.size(),
                medians.processor() / medians.bare());
    }

    private static String json(List<PassthroughTrial.Round> rounds) {
        var medians = medians(rounds);
        var node = JsonNodeFactory.instance
                .objectNode()
                .put("bareChunksPerSecond", medians.bare())
                .put("processorChunksPerSecond", medians.processor())
                .put("ratio", medians.processor() / medians.bare());
        var each = node.putArray("rounds");
        rounds.forEach(round -> each.addObject().put("bare", round.bare()).put("processor", round.processor()));
        return node.toString();
    }
}
