package io.emistream.app.evaluate;

import io.emistream.app.report.Boxes;
import io.emistream.app.report.Charts;
import io.emistream.app.report.Intervals;
import io.emistream.app.report.Panels;
import io.emistream.trainer.evaluate.Comparison;
import io.emistream.trainer.evaluate.Predictions;
import io.emistream.trainer.evaluate.Scorecard;
import io.emistream.trainer.statistics.Calibration;
import io.emistream.trainer.statistics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** The pictures of an evaluation. */
record EvaluationPictures(Figures figures) {
    private static final int COLUMNS = 3;
    private static final String NONE = "none";

    List<Panels> all() {
        var all = new ArrayList<>(
                List.of(agreement(), scatter(), blandAltman(), calibration(), distributions(), confusion()));
        if (!figures.robustness().isEmpty()) all.add(robustness());
        return all;
    }

    private Panels agreement() {
        return new Panels(
                "agreement",
                "Agreement of predictions and labels, with intervals that hold 95 % of a bootstrap over speakers.",
                2,
                List.of(agreement(Metric.PEARSON), agreement(Metric.CCC)));
    }

    private XYChart agreement(Metric metric) {
        var rows = new ArrayList<>(figures.scorecard().labels());
        rows.add(figures.scorecard().mean());
        return Intervals.chart(
                metric.words(),
                metric.words(),
                rows.stream().map(Scorecard.Row::name).toList(),
                rows.stream().mapToDouble(row -> row.value(metric)).toArray(),
                rows.stream().map(row -> row.interval(metric)).toList());
    }

    private Panels robustness() {
        var differences = figures.robustness().stream()
                .map(against -> against.comparison().mean())
                .toList();
        return new Panels(
                "robustness",
                "Mean ρ on worse audio less that on the audio as it is, with intervals as above.",
                1,
                List.of(Intervals.chart(
                        "Change of mean ρ",
                        "difference of mean ρ",
                        figures.robustness().stream().map(Figures.Against::name).toList(),
                        differences.stream()
                                .mapToDouble(Comparison.Difference::gain)
                                .toArray(),
                        differences.stream()
                                .map(Comparison.Difference::interval)
                                .toList())));
    }

    private Predictions said() {
        return figures.judged().predictions();
    }

    private Panels each(String name, String caption, IntFunction<XYChart> chart) {
        return new Panels(
                name,
                caption,
                COLUMNS,
                IntStream.range(0, said().labels().size()).mapToObj(chart).toList());
    }

    private Panels scatter() {
        return each(
                "scatter",
                "Prediction against label, a point a clip; on the dashed line both are equal.",
                label -> Charts.scatter(
                        said().labels().get(label),
                        "ρ "
                                + EvaluationText.number(
                                        figures.scorecard().labels().get(label).value(Metric.PEARSON)),
                        "label",
                        "prediction",
                        said().targets()[label],
                        said().predicted()[label]));
    }

    private Panels blandAltman() {
        return each(
                "bland-altman",
                "Difference of prediction and label against their mean (Bland and Altman 1986). Solid: the mean difference; dashed: 1.96"
                        + " standard deviations to either side.",
                label -> Charts.blandAltman(
                        said().labels().get(label), said().predicted()[label], said().targets()[label]));
    }

    private Panels calibration() {
        return each(
                "calibration",
                "Mean label by mean prediction in ten bins of equal width; on the dashed line predictions can be taken at"
                        + " their word. ECE: the expected calibration error.",
                label -> {
                    Calibration one = figures.calibration().get(label);
                    return Charts.reliability(
                            said().labels().get(label),
                            "ECE " + EvaluationText.number(one.error()),
                            one.bins().stream()
                                    .mapToDouble(Calibration.Bin::predicted)
                                    .toArray(),
                            one.bins().stream()
                                    .mapToDouble(Calibration.Bin::target)
                                    .toArray());
                });
    }

    private Panels distributions() {
        return new Panels(
                "distributions",
                "Distribution of labels and of predictions: median, quartiles, and whiskers to the last value within 1.5 times"
                        + " their distance.",
                2,
                List.of(
                        Boxes.chart("Labels", "intensity", said().labels(), List.of(said().targets())),
                        Boxes.chart("Predictions", "intensity", said().labels(), List.of(said().predicted()))));
    }

    private Panels confusion() {
        List<String> labels = said().labels();
        var named = new ArrayList<>(labels);
        named.add(NONE);
        return new Panels(
                "confusion",
                "Left: Pearson’s ρ of each prediction with each label. Right: labelled clips by their strongest label and strongest"
                        + " prediction; none where all are 0.",
                2,
                List.of(
                        Charts.matrix("Correlation", "label", "prediction", labels, labels, correlations(), true),
                        Charts.matrix("Strongest", "label", "prediction", named, named, counts(said()), false)));
    }

    private double[][] correlations() {
        int size = said().labels().size();
        var correlations = new double[size][size];
        for (int prediction = 0; prediction < size; prediction++)
            for (int label = 0; label < size; label++)
                correlations[prediction][label] =
                        Metric.PEARSON.of(said().predicted()[prediction], said().targets()[label]);
        return correlations;
    }

    /** Labelled clips by their strongest prediction and, in it, their strongest label. */
    static double[][] counts(Predictions said) {
        int size = said.labels().size() + 1;
        var counts = new double[size][size];
        for (int clip : said.all())
            if (said.labelled(clip)) counts[strongest(said.predicted(), clip)][strongest(said.targets(), clip)]++;
        return counts;
    }

    /** The label with the largest value, the first of equal ones; behind the last where none is over 0. */
    private static int strongest(double[][] values, int clip) {
        int strongest = values.length;
        double most = 0;
        for (int label = 0; label < values.length; label++) {
            if (values[label][clip] > most) {
                most = values[label][clip];
                strongest = label;
            }
        }
        return strongest;
    }
}
