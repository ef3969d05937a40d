package io.emistream.app.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.app.bench.load.Quantiles;
import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.Inference;
import io.emistream.app.role.Workspace;
import io.emistream.model.ReleaseId;
import io.emistream.model.answer.KnownAnswers;
import io.emistream.model.network.Parameters;
import io.emistream.model.release.BundledRelease;
import io.emistream.model.release.Manifest;
import io.emistream.model.release.Release;
import io.emistream.model.release.ReleaseStore;
import io.emistream.model.weights.SeededWeights;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a swap costs those who are listening. */
@Command(
        name = "swap",
        mixinStandardHelpOptions = true,
        description =
                "Swaps two small releases under live sessions: what is lost, how long it takes, what memory it needs.",
        footer = {"", "Example: emi bench swap --sessions 10 --swaps 3"})
final class SwapBench implements Callable<Integer> {
    @Option(names = "--sessions", defaultValue = "8", description = "at once; default ${DEFAULT-VALUE}")
    private int sessions;

    @Option(names = "--swaps", defaultValue = "3", description = "there and back; default ${DEFAULT-VALUE}")
    private int swaps;

    @Option(names = "--pause", defaultValue = "5", description = "seconds between changes; default ${DEFAULT-VALUE}")
    private double pause;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (var workspace = Workspace.open(Optional.empty())) {
            var folder = workspace.folder("swap");
            var store = new ReleaseStore(folder.resolve("releases"));
            ReleaseId a = publish(store, "a", 1);
            ReleaseId b = publish(store, "b", 2);
            var inference = Inference.of(
                    "--release",
                    a.toString(),
                    "--store",
                    folder.resolve("releases").toString());
            var trial = new SwapTrial(sessions, swaps, Duration.ofMillis((long) (pause * 1000)));
            var outcome = trial.run(folder, inference, store, a, b);
            spec.commandLine().getOut().println(json ? new ObjectMapper().writeValueAsString(outcome) : text(outcome));
            if (outcome.lost() + outcome.doubled() + outcome.strangers() > 0)
                throw new EnvironmentProblem("events were lost or doubled, or named no release that served");
            return 0;
        }
    }

    /** The small architecture with other random weights: as large and as slow as a trained one. */
    private static ReleaseId publish(ReleaseStore store, String name, long seed) throws Exception {
        Manifest small = BundledRelease.open().manifest();
        var draft = new Manifest(
                Manifest.FORMAT,
                name,
                "1",
                false,
                small.architecture(),
                small.outputSet(),
                small.labels(),
                small.licences(),
                null,
                small.metrics(),
                null,
                Manifest.WeightsFile.none(),
                small.created(),
                "random weights, for a trial",
                null,
                null);
        var weights = new SeededWeights(Parameters.of(small.architecture()), seed);
        store.publish(draft, weights, KnownAnswers.of(new Release(draft, weights)));
        return draft.card().id();
    }

    private static String text(SwapTrial.Outcome o) {
        return String.format(
                Locale.ROOT,
                "%d segments: %d events, %d lost, %d doubled, %d by neither release, %d by the second one; %d changes%n"
                        + "capture to event away from changes  %s%n"
                        + "                 around changes     %s, p99 %.2f x%n"
                        + "announced to serving from the store %s%n"
                        + "                     from memory    %s%n"
                        + "resident, mean: %.0f MB before, %.0f MB with both, %.0f MB after one was freed",
                o.expected(),
                o.delivered(),
                o.lost(),
                o.doubled(),
                o.strangers(),
                o.byB(),
                o.changes(),
                text(o.calm()),
                text(o.near()),
                o.near().p99() / o.calm().p99(),
                text(o.fromStore()),
                text(o.fromMemory()),
                o.residentMb().before(),
                o.residentMb().withBoth(),
                o.residentMb().afterOneWasFreed());
    }

    private static String text(Quantiles q) {
        return String.format(
                Locale.ROOT, "%5d, p50 %.0f ms, p99 %.0f ms, most %.0f ms", q.count(), q.p50(), q.p99(), q.max());
    }
}
