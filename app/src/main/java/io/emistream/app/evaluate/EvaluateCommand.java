package io.emistream.app.evaluate;

import io.emistream.app.show.ProgressLine;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin
    private final LabelOptions labels = new LabelOptions();

    @Mixin
    private final ScoringOptions scoring = new ScoringOptions();

    @Mixin
    private final EvaluationOptions evaluation = new EvaluationOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        evaluation.check();
        var labelled = labels.read(folder);
        evaluation.check(labelled);
        var line = spec.commandLine();
        ScoringOptions.Scored scored;
        try (var progress = ProgressLine.on(line.getErr())) {
            scored = scoring.score(labelled, evaluation.seed(), evaluation.otherRelease(), progress);
        }
        return new EvaluationShow(evaluation, line.getOut(), line.getErr())
                .show(labelled, scored.answers(), scored.rivals());
    }
}
