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
import java.util.stream.IntStream;

/**
 * How well predictions agree with labels over some clips. Pure.
 *
 * @param clips that were compared
 * @param speakers of these, which is what the intervals draw
 * @param labels one a label, in their order
 * @param mean over labels, undefined correlations counted as 0
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
        var clusters = said.bySpeaker(clips);
        List<Interval> intervals = bootstrap.intervals(clusters, confidence, rows -> all(said, rows));
        int width = said.labels().size() + 1;
        var rows = new ArrayList<Row>();
        for (int label = 0; label < width; label++) {
            var values = new EnumMap<Metric, Double>(Metric.class);
            var likely = new EnumMap<Metric, Interval>(Metric.class);
            for (int i = 0; i < METRICS.length; i++) {
                Metric metric = METRICS[i];
                values.put(metric, label == width - 1 ? mean(said, metric, clips) : said.value(metric, label, clips));
                likely.put(metric, intervals.get(i * width + label));
            }
            rows.add(new Row(label == width - 1 ? "mean" : said.labels().get(label), values, likely));
        }
        return new Scorecard(clips.length, clusters.count(), rows.subList(0, width - 1), rows.get(width - 1));
    }

    /** NaN where no clip is labelled: nothing was compared, and no correlation is merely undefined. */
    private static double mean(Predictions said, Metric metric, int[] clips) {
        boolean compared = IntStream.range(0, said.labels().size())
                .anyMatch(label -> !Double.isNaN(said.value(Metric.MAE, label, clips)));
        return compared ? said.mean(metric, clips) : Double.NaN;
    }

    /** Labels whose ρ is undefined: predictions or labels are constant. */
    public List<String> undefined() {
        return labels.stream()
                .filter(row -> Double.isNaN(row.value(Metric.PEARSON)))
                .map(Row::name)
                .toList();
    }

    /** Of each label over some clips. */
    public static List<Calibration> calibration(Predictions said, int[] clips) {
        var each = new ArrayList<Calibration>();
        for (int label = 0; label < said.labels().size(); label++)
            each.add(Calibration.of(
                    Predictions.at(said.predicted()[label], clips), Predictions.at(said.targets()[label], clips)));
        return each;
    }

    private static double[] all(Predictions said, int[] clips) {
        return Arrays.stream(METRICS)
                .flatMapToDouble(metric -> Arrays.stream(said.values(metric, clips)))
                .toArray();
    }
}
