package io.emistream.app.bench;

import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.Inference;
import io.emistream.app.role.Recordings;
import io.emistream.app.role.Roles;
import io.emistream.app.role.Workspace;
import io.emistream.app.show.ProgressLine;
import io.emistream.processor.AffectProcessor;
import io.emistream.processor.ProcessorConfig;
import io.emistream.processor.load.Overload;
import io.emistream.producer.Pace;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Same audio, same result. */
@Command(
        name = "agreement",
        mixinStandardHelpOptions = true,
        description = "Proves that analyze, replay and live speed give the same segments and values for recordings.",
        footer = {"", "Example: emi bench agreement calls/ --canonical"})
final class AgreementBench implements Callable<Integer> {
    /** Batches of another shape add in another order. */
    private static final double TOLERANCE = 1e-5;

    @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "of recordings; default the bundled ones")
    private @Nullable Path folder;

    @Option(
            names = "--speed",
            defaultValue = "1",
            description = "of the live way, times real time; default ${DEFAULT-VALUE}")
    private double speed;

    @Option(names = "--canonical", description = "one segment a batch on one thread: bit for bit")
    private boolean canonical;

    @Mixin
    private final Inference inference = new Inference();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!(speed > 0)) throw new UsageProblem("--speed is " + speed + "; give more than 0, 1 is live");
        try (var lifecycle = new Lifecycle();
                var progress = ProgressLine.on(spec.commandLine().getErr())) {
            var workspace = lifecycle.add("workspace", Workspace.open(Optional.empty()));
            var recordings =
                    folder == null ? Recordings.bundled(workspace.folder("recordings")) : Recordings.in(folder);
            var scorer = lifecycle.add("scorer", inference.start(canonical).scorer());
            var cluster = Roles.embedded(workspace.folder("kafka"), "127.0.0.1", 0, 0, lifecycle)
                    .cluster();
            var config = ProcessorConfig.standard(cluster.bootstrap(), workspace.folder("state"));
            lifecycle.add(
                    "processor", AffectProcessor.start(config, cluster.topics(), scorer, Overload.admittingAll()));
            var trial = new AgreementTrial(cluster, scorer, recordings, progress::show);
            var analyzed = trial.analyzed();
            var fast = AgreementTrial.Distance.of(analyzed, trial.played("fast", Pace.FAST, analyzed.keySet()));
            var live = AgreementTrial.Distance.of(analyzed, trial.played("live", new Pace(speed), analyzed.keySet()));
            progress.close();
            say("%d recordings, %d segments without Kafka%s"
                    .formatted(recordings.size(), analyzed.size(), canonical ? ", canonical" : ""));
            say("as fast as possible  " + text(fast));
            say(String.format(Locale.ROOT, "at %.0f x live         %s", speed, text(live)));
            double limit = canonical ? 0 : TOLERANCE;
            return List.of(fast, live).stream().allMatch(way -> way.within(limit)) ? 0 : 1;
        }
    }

    private static String text(AgreementTrial.Distance way) {
        return String.format(
                Locale.ROOT,
                "%d missing, %d more; %d values, %d of other bits, at most %.2g apart",
                way.missing(),
                way.more(),
                way.values(),
                way.unequal(),
                way.most());
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
