package io.emistream.app.evaluate;

import io.emistream.app.role.Inference;
import io.emistream.app.show.ProgressLine;
import io.emistream.processor.quality.SpeechRules;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scores labelled recordings without Kafka and says how well the scores agree with the labels. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Scores labelled recordings without Kafka and says how well the scores agree with the labels.",
        footer = {
            "",
            "Examples: emi evaluate clips --labels clips.csv --report report",
            "          emi evaluate emi-challenge --release mimicry --clips paper --split val --predictions valid.csv"
        })
public final class EvaluateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "of the audio, or in the EMI challenge's layout")
    private Path folder = Path.of(".");

    @Option(
            names = "--clips",
            defaultValue = "stream",
            description = "what of a clip is scored: stream, its segments as of the live stream; paper, its first 12 s as they are; default ${DEFAULT-VALUE}")
    private ClipCut cut = ClipCut.STREAM;

    @Option(
            names = "--any-sound",
            description = "also score segments that are not speech; default: abstain, as the live stream does")
    private boolean anySound;

    @Option(names = "--canonical", description = "one segment a batch: the same bits each time")
    private boolean canonical;

    @Mixin
    private final Inference inference = new Inference();

    @Mixin
    private final LabelOptions labels = new LabelOptions();

    @Mixin
    private final EvaluationOptions evaluation = new EvaluationOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        evaluation.check();
        var labelled = labels.read(folder);
        var answers = answers(labelled);
        var line = spec.commandLine();
        return new EvaluationShow(evaluation, line.getOut(), line.getErr()).show(labelled, answers);
    }

    private Answers answers(LabelledClips labelled) {
        try (var progress = ProgressLine.on(spec.commandLine().getErr())) {
            progress.show("loading the release");
            var started = inference.start(canonical);
            try (var scorer = started.scorer()) {
                labelled.comparable(started.first().release().labels());
                var scoring = new ClipScoring(
                        scorer, cut, anySound ? SpeechRules.anySound() : SpeechRules.standard());
                int all = labelled.clips().size();
                var result = scoring.of(
                        labelled.clips(), Change.NONE, done -> progress.show(done + " of " + all + " clips"));
                return new Answers(
                        started.first().release().id().toString(),
                        started.first().release().labels(),
                        result.answers(),
                        result.seconds(),
                        result.failures());
            }
        }
    }
}
