package io.emistream.app.evaluate;

import io.emistream.trainer.evaluate.Judged;
import java.io.PrintWriter;

/** Compares what a release said with labels and tells the result: a table or JSON, a report, a file of predictions. One thread. */
public final class EvaluationShow {
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
     * @return the exit code: 0, or 1 when a clip or a row of the table failed
     * @throws io.emistream.app.problem.UsageProblem when the release gives nothing that is labelled
     */
    public int show(LabelledClips labelled, Answers answers) {
        var labels = labelled.comparable(answers.labels());
        var judged = Judged.of(labels, labelled.labelled(labels), answers.clips(), options.pool());
        answers.failures().forEach(failure -> err.println("emi: " + failure));
        out.println("clips " + judged.clips().size());
        out.flush();
        return answers.failures().isEmpty() && labelled.problems().isEmpty() ? 0 : 1;
    }
}
