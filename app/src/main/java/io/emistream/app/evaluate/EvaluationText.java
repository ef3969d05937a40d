package io.emistream.app.evaluate;

import io.emistream.app.evaluate.Figures.Against;
import io.emistream.app.show.Table;
import io.emistream.trainer.evaluate.Breakdown;
import io.emistream.trainer.evaluate.Comparison.Difference;
import io.emistream.trainer.evaluate.Judged.LeftOut;
import io.emistream.trainer.evaluate.Scorecard;
import io.emistream.trainer.statistics.Interval;
import io.emistream.trainer.statistics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Figures as lines for people. */
record EvaluationText(Figures figures) {
    private static final List<String> AGREEMENT =
            List.of("output", "ρ", "95 %", "CCC", "95 %", "MAE", "95 %", "RMSE", "95 %");
    private static final int FEW_SPEAKERS = 10;

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.addAll(heading());
        lines.addAll(table(agreement(figures.scorecard())));
        lines.addAll(notes(figures.scorecard()));
        section(lines, "Calibration", calibration());
        figures.affect().ifPresent(affect -> {
            section(lines, "Affect", agreement(affect));
            lines.addAll(notes(affect));
        });
        for (Breakdown breakdown : figures.breakdowns())
            section(lines, "By " + breakdown.column(), breakdown(breakdown));
        figures.comparison().ifPresent(against -> {
            var heading = "ρ against %s, %d clips of %d speakers"
                    .formatted(
                            against.name(),
                            against.comparison().clips(),
                            against.comparison().speakers());
            section(lines, heading, comparison(against));
            lines.addAll(notes(against, "this", "that"));
        });
        if (!figures.robustness().isEmpty()) {
            section(lines, "Mean ρ on worse audio, against the audio as it is", robustness());
            lines.addAll(robustnessNotes());
        }
        return lines;
    }

    List<String> heading() {
        var lines = new ArrayList<String>();
        lines.add("%s on %s"
                .formatted(
                        figures.release(),
                        counted(figures.scorecard().clips(), figures.scorecard().speakers())));
        figures.judged().leftOut().stream()
                .collect(Collectors.groupingBy(LeftOut::why, TreeMap::new, Collectors.counting()))
                .forEach((why, count) -> lines.add("left out: " + count + (count == 1 ? " clip, " : " clips, ") + why));
        if (figures.unlabelled() > 0)
            lines.add("not among these: " + figures.unlabelled() + " without labels, predicted and not compared");
        int speakers = figures.scorecard().speakers();
        if (speakers > 1 && speakers == figures.scorecard().clips())
            lines.add("each clip is by a speaker of its own, or the table names no speakers");
        if (speakers > 1 && speakers < FEW_SPEAKERS)
            lines.add("with fewer than " + FEW_SPEAKERS + " speakers, intervals are coarse and rather too narrow");
        return lines;
    }

    /** What the table does not say of labels that it could not compare. */
    static List<String> notes(Scorecard scorecard) {
        var lines = new ArrayList<String>();
        if (!scorecard.undefined().isEmpty())
            lines.add("ρ is undefined, as predictions or labels are constant, and counts as 0 in the mean: "
                    + String.join(", ", scorecard.undefined()));
        if (!scorecard.notCompared().isEmpty())
            lines.add("no clip has both a prediction and a label, left out of the mean: "
                    + String.join(", ", scorecard.notCompared()));
        return lines;
    }

    static List<String> notes(Against against, String here, String there) {
        var lines = new ArrayList<String>();
        if (!against.undefinedHere().isEmpty()) lines.add(undefined(here, against.undefinedHere()));
        if (!against.undefinedThere().isEmpty()) lines.add(undefined(there, against.undefinedThere()));
        return lines;
    }

    private static String undefined(String side, List<String> labels) {
        return "ρ of “" + side + "” is undefined, and counts as 0 in the difference: " + String.join(", ", labels);
    }

    List<String> robustnessNotes() {
        return figures.robustness().stream()
                .flatMap(against -> notes(against, against.name(), "as it is").stream())
                .toList();
    }

    private static String counted(int clips, int speakers) {
        return clips
                + (clips == 1 ? " clip of " : " clips of ")
                + speakers
                + (speakers == 1 ? " speaker: no intervals" : " speakers");
    }

    private static void section(List<String> lines, String title, List<List<String>> rows) {
        lines.add("");
        lines.add(title);
        lines.addAll(table(rows));
    }

    private static List<String> table(List<List<String>> rows) {
        return Table.lines(rows, IntStream.range(1, rows.get(0).size()).boxed().toList());
    }

    static List<List<String>> agreement(Scorecard scorecard) {
        var rows = new ArrayList<List<String>>();
        rows.add(AGREEMENT);
        for (var row : scorecard.labels()) rows.add(agreement(row));
        rows.add(agreement(scorecard.mean()));
        return rows;
    }

    private static List<String> agreement(Scorecard.Row row) {
        var cells = new ArrayList<>(List.of(row.name()));
        for (Metric metric : Metric.values()) {
            cells.add(number(row.value(metric)));
            cells.add(interval(row.interval(metric)));
        }
        return cells;
    }

    List<List<String>> calibration() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("output", "slope", "intercept", "expected error"));
        for (int label = 0; label < figures.calibration().size(); label++) {
            var one = figures.calibration().get(label);
            rows.add(List.of(
                    figures.judged().predictions().labels().get(label),
                    number(one.slope()),
                    number(one.intercept()),
                    number(one.error())));
        }
        return rows;
    }

    static List<List<String>> breakdown(Breakdown breakdown) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(
                breakdown.column(),
                "clips",
                "speakers",
                "mean ρ",
                "95 %",
                "undefined",
                "MAE",
                "95 %",
                "ρ less the others’",
                "95 %",
                "MAE less the others’",
                "95 %"));
        for (var group : breakdown.groups()) {
            var mean = group.scorecard().mean();
            rows.add(List.of(
                    group.name(),
                    String.valueOf(group.scorecard().clips()),
                    String.valueOf(group.scorecard().speakers()),
                    number(mean.value(Metric.PEARSON)),
                    interval(mean.interval(Metric.PEARSON)),
                    String.valueOf(group.scorecard().undefined().size()),
                    number(mean.value(Metric.MAE)),
                    interval(mean.interval(Metric.MAE)),
                    signed(group.rho().value()),
                    interval(group.rho().interval()),
                    signed(group.error().value()),
                    interval(group.error().interval())));
        }
        return rows;
    }

    static List<List<String>> comparison(Against against) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("output", "this", "that", "difference", "95 %", "p"));
        for (int i = 0; i < against.comparison().differences().size(); i++)
            rows.add(difference(
                    i < against.labels().size() ? against.labels().get(i) : "mean",
                    against.comparison().differences().get(i)));
        return rows;
    }

    List<List<String>> robustness() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("audio", "clips in both", "mean ρ", "as it is", "difference", "95 %", "p"));
        for (var against : figures.robustness()) {
            var mean = against.comparison().mean();
            var row = new ArrayList<>(difference(against.name(), mean));
            row.add(1, String.valueOf(against.comparison().clips()));
            rows.add(row);
        }
        return rows;
    }

    private static List<String> difference(String name, Difference difference) {
        var test = difference.test();
        return List.of(
                name,
                number(difference.ours()),
                number(difference.theirs()),
                signed(difference.gain()),
                interval(difference.interval()),
                (difference.compared() ? String.format(Locale.ROOT, "%.4f", test.p()) : "–")
                        + (test.least() > 0.05 ? " (no less than " + number(test.least()) + " possible)" : ""));
    }

    static String number(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String signed(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%+.3f", value);
    }

    static String interval(Interval interval) {
        return interval.known() ? "[" + number(interval.low()) + ", " + number(interval.high()) + "]" : "–";
    }
}
