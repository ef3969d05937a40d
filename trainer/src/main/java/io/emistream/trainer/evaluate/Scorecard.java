package io.emistream.trainer.evaluate;

import io.emistream.trainer.statistics.Bootstrap;
import io.emistream.trainer.statistics.Calibration;
import io.emistream.trainer.statistics.Interval;
import io.emistream.trainer.statistics.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How well predictions agree with labels over some clips. Pure.
 *
 * @param clips that were compared: those that have both a prediction and a target of some label
 * @param speakers of these, which is what the intervals draw
 * @param labels one a label, in their order; NaN throughout where no clip has both
 * @param mean over labels that some clip has both of, undefined correlations counted as 0; NaN without any
 */
public record Scorecard(int clips, int speakers, List<Row> labels, Row mean) {
    private static final Metric[] METRICS = Metric.values();

    public Scorecard {
        labels = List.copyOf(labels);
    }

    /**
     * One label, or the mean of all.
     *
     * @param values NaN where undefined
     * @param intervals where undefined correlations of a draw counted as 0; unknown with fewer than two speakers
     */
    public record Row(String name, Map<Metric, Double> values, Map<Metric, Interval> intervals) {
        public Row {
            values = Map.copyOf(values);
            intervals = Map.copyOf(intervals);
        }

        boolean compared() {
            return !Double.isNaN(value(Metric.MAE));
        }

        public double value(Metric metric) {
            return values.getOrDefault(metric, Double.NaN);
        }

        public Interval interval(Metric metric) {
            return intervals.getOrDefault(metric, Interval.UNKNOWN);
        }
    }

    /**
     * Of some clips.
     *
     * @param confidence of the intervals, two-sided
     */
    public static Scorecard of(Predictions said, int[] clips, Bootstrap bootstrap, double confidence) {
        int[] compared = said.comparedClips(clips);
        int[] labels = said.comparedLabels(compared);
        var clusters = said.bySpeaker(compared);
        List<Interval> intervals = bootstrap.intervals(clusters, confidence, rows -> all(said, labels, rows));
        int width = said.labels().size() + 1;
        var rows = new ArrayList<Row>();
        for (int label = 0; label < width; label++) {
            var values = new EnumMap<Metric, Double>(Metric.class);
            var likely = new EnumMap<Metric, Interval>(Metric.class);
            for (int i = 0; i < METRICS.length; i++) {
                Metric metric = METRICS[i];
                values.put(
                        metric,
                        label == width - 1
                                ? said.values(metric, labels, compared)[label]
                                : said.value(metric, label, compared));
                likely.put(metric, intervals.get(i * width + label));
            }
            rows.add(new Row(label == width - 1 ? "mean" : said.labels().get(label), values, likely));
        }
        return new Scorecard(compared.length, clusters.count(), rows.subList(0, width - 1), rows.get(width - 1));
    }

    /** Labels whose ρ is undefined: predictions or labels are constant. */
    public List<String> undefined() {
        return names(row -> row.compared() && Double.isNaN(row.value(Metric.PEARSON)));
    }

    /** Labels that no clip has both a prediction and a target of: they are not in the mean. */
    public List<String> notCompared() {
        return names(row -> !row.compared());
    }

    private List<String> names(Predicate<Row> which) {
        return labels.stream().filter(which).map(Row::name).toList();
    }

    /** Of each label over some clips. */
    public static List<Calibration> calibration(Predictions said, int[] clips) {
        var each = new ArrayList<Calibration>();
        for (int label = 0; label < said.labels().size(); label++)
            each.add(Calibration.of(
                    Predictions.at(said.predicted()[label], clips), Predictions.at(said.targets()[label], clips)));
        return each;
    }

    private static double[] all(Predictions said, int[] labels, int[] clips) {
        return Arrays.stream(METRICS)
                .flatMapToDouble(metric -> Arrays.stream(said.values(metric, labels, clips)))
                .toArray();
    }
}
