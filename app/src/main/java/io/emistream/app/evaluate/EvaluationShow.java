package io.emistream.app.evaluate;

import io.emistream.app.problem.UsageProblem;
import io.emistream.trainer.corpus.Problem;
import io.emistream.trainer.evaluate.Breakdown;
import java.io.PrintWriter;
import java.util.List;

/** Compares what a release said with labels and tells the result: a table or JSON, a report, a file of predictions. One thread. */
public final class EvaluationShow {
    private static final int SHOWN = 20;
    private static final String NO_VALUE = "no clip has a value: nothing was compared";

    private final EvaluationOptions options;
    private final PrintWriter out;
    private final PrintWriter err;

    public EvaluationShow(EvaluationOptions options, PrintWriter out, PrintWriter err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    /**
     * Evaluates and tells.
     *
     * @param labelled as read before anything was scored
     * @param answers of the release
     * @return the exit code: 0, or 1 when a clip or a row of the table failed, or there is nothing to compare
     * @throws UsageProblem when the release gives nothing that is labelled, or {@code --against} names no file
     */
    public int show(LabelledClips labelled, Answers answers) {
        options.checkWithoutScoring();
        if (answers.labels().isEmpty()) {
            complain(labelled.problems().stream().map(Problem::toString).toList());
            complain(answers.failures());
            complain(List.of(NO_VALUE));
            return 1;
        }
        return show(labelled, answers, Rivals.NONE);
    }

    int show(LabelledClips labelled, Answers answers, Rivals rivals) {
        options.check(labelled);
        var labels = labelled.comparable(answers.labels());
        var read = labelled.labelled(labels);
        var all = options.otherFile()
                .map(file -> rivals.with(file.read(labels, labelled.names())))
                .orElse(rivals);
        var figures = Figures.of(read.clips(), labels, answers, options.rules(), all);
        complain(read.problems().stream().map(Problem::toString).toList());
        complain(answers.failures());
        complain(rivals.failures());
        complain(rivals.leftOut());
        complain(unbroken(figures));
        if (options.json()) out.println(EvaluationJson.of(figures));
        else new EvaluationText(figures).lines().forEach(out::println);
        options.report().ifPresent(folder -> new EvaluationReport(figures).write(folder, options.keepAudio()));
        options.predictions().ifPresent(file -> file.write(figures.judged()));
        out.flush();
        if (figures.judged().clips().isEmpty()) complain(List.of(NO_VALUE));
        complain(figures.incomparable());
        boolean whole = answers.failures().isEmpty()
                && rivals.failures().isEmpty()
                && read.problems().isEmpty()
                && figures.incomparable().isEmpty()
                && !figures.judged().clips().isEmpty();
        return whole ? 0 : 1;
    }

    private List<String> unbroken(Figures figures) {
        var broken = figures.breakdowns().stream().map(Breakdown::column).toList();
        return options.by().stream()
                .filter(column -> !broken.contains(column))
                .map(column -> "--by " + column + " is left out: it makes fewer than 2 groups, or more than "
                        + Breakdown.MOST_GROUPS)
                .toList();
    }

    private void complain(List<String> problems) {
        problems.stream().limit(SHOWN).forEach(problem -> err.println("emi: " + problem));
        if (problems.size() > SHOWN) err.println("emi: and " + (problems.size() - SHOWN) + " more");
        err.flush();
    }
}
