package io.emistream.app.replay;

import io.emistream.app.evaluate.EvaluationOptions;
import io.emistream.app.evaluate.EvaluationShow;
import io.emistream.app.evaluate.LabelOptions;
import io.emistream.app.evaluate.LabelledClips;
import io.emistream.app.lifecycle.Interruption;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.Outside;
import io.emistream.app.show.ProgressLine;
import io.emistream.schemas.AffectEventJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes recordings to an outside Kafka as sessions, waits for their results, and compares them with labels where there are some. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Publishes a folder of recordings as sessions and waits for their results; with --labels, evaluates them. Given "
                        + "again after an interruption it goes on.",
        footer = {
            "",
            "Example: emi replay --bootstrap kafka:9092 --registry http://registry:8080/apis/ccompat/v7 --speed 0 calls/"
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final String EMI = "emi-v1";
    private static final List<String> OF_LABELS = List.of(
            "--report",
            "--predictions",
            "--against",
            "--split",
            "--outputs",
            "--by",
            "--pool",
            "--keep-audio",
            "--draws",
            "--seed");
    private static final Duration TICK = Duration.ofMillis(100);

    @Parameters(paramLabel = "FOLDER")
    private Path folder = Path.of(".");

    @Mixin
    private final Outside outside = new Outside();

    @Mixin
    private final ReplayOptions options = new ReplayOptions();

    @Mixin
    private final LabelOptions labels = new LabelOptions();

    @Mixin
    private final EvaluationOptions evaluation = new EvaluationOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var settings = options.settings();
        if (!labels.given()) {
            refuseWithoutLabels();
            return replay(options.layout().of(folder, options.prefix()), settings, this::conclude);
        }
        if (options.channels() == Channels.SPLIT)
            throw new UsageProblem("--channels split and --labels do not go together: a label is of a whole file");
        evaluation.checkWithoutScoring();
        var labelled = labels.read(folder);
        evaluation.check(labelled);
        labelled.checkOutputs();
        return replay(calls(labelled), settings, tally -> evaluate(labelled, tally));
    }

    private void refuseWithoutLabels() {
        var parsed = spec.commandLine().getParseResult();
        for (String option : OF_LABELS)
            if (parsed.hasMatchedOption(option))
                throw new UsageProblem(option + " is about labels, and there are none; give --labels too, or leave it");
    }

    private List<Call> calls(LabelledClips labelled) {
        var clips = new LinkedHashMap<String, Path>();
        labelled.clips().forEach(clip -> clips.put(clip.id(), clip.audio()));
        return Layout.of(clips, options.prefix());
    }

    private int conclude(Tally tally) {
        return tally.problems().isEmpty() ? 0 : 1;
    }

    private int evaluate(LabelledClips labelled, Tally tally) {
        var sets = tally.outputSets();
        if (labelled.source().challenge() && !List.of(EMI).containsAll(sets))
            throw new UsageProblem("the processor's release gives " + String.join(" and ", sets) + ", not " + EMI
                    + ": its outputs are not the challenge's, whatever their names; promote another");
        return new EvaluationShow(evaluation, out(), err()).show(labelled, tally.answers());
    }

    private int replay(List<Call> calls, Settings settings, ToIntFunction<Tally> conclusion)
            throws InterruptedException {
        var interruption = Interruption.listen();
        var cluster = outside.join();
        int recordings = calls.stream().mapToInt(call -> call.parts().size()).sum();
        say("publishing " + recordings + " recordings in " + calls.size() + " sessions   Kafka " + cluster.bootstrap());
        var tally = new Tally();
        long started = System.nanoTime();
        try (var replaying = Replaying.start(cluster, calls, settings, interruption);
                var progress = ProgressLine.on(err())) {
            for (int done = 0; done < calls.size() && !interruption.asked(); ) {
                var outcome = replaying.next(TICK);
                if (outcome.isPresent()) {
                    done++;
                    progress.close();
                    tally.add(outcome.get());
                    show(outcome.get());
                }
                progress.show(done + " of " + calls.size() + " sessions, " + replaying.events() + " segments");
            }
        }
        interruption.check();
        if (interruption.asked()) {
            say("told to end: " + tally.done() + " of " + calls.size()
                    + " sessions have their results; give the same command again for the rest");
            return Interruption.EXIT_CODE;
        }
        say(tally.text((System.nanoTime() - started) / 1e9));
        if (!tally.mixed().isEmpty())
            err().println("emi: these are results of several releases, " + tally.mixed()
                    + "; give --run a new name to have all of them from one");
        return conclusion.applyAsInt(tally);
    }

    /** With labels the evaluation has the last word, and tells the problems. */
    private void show(Outcome outcome) {
        if (labels.given()) return;
        outcome.problems().forEach(problem -> err().println("emi: " + problem));
        for (var answer : outcome.answers()) {
            if (json()) answer.events().forEach(event -> out().println(AffectEventJson.of(event)));
            else out().println(Tally.line(outcome, answer));
        }
        out().flush();
    }

    private boolean json() {
        return spec.commandLine().getParseResult().hasMatchedOption("--json");
    }

    private void say(String line) {
        var to = json() || labels.given() ? err() : out();
        to.println(line);
        to.flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
