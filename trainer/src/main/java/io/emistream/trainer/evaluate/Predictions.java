package io.emistream.trainer.evaluate;

import io.emistream.trainer.statistics.Clusters;
import io.emistream.trainer.statistics.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a release says of labelled clips. Shares its arrays. No value equality.
 *
 * @param labels of the outputs
 * @param predicted {@code [labels][clips]}; NaN where it abstained
 * @param targets of the same shape; NaN where a clip is not labelled
 * @param speakers of each clip
 * @param pace seconds it took for a second of audio
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of clips; made and read once
public record Predictions(
        List<String> labels, double[][] predicted, double[][] targets, List<String> speakers, double pace) {

    /** A metric of a label over some clips; NaN where it is undefined. */
    public double value(Metric metric, int label, int[] clips) {
        return metric.of(at(predicted[label], clips), at(targets[label], clips));
    }

    /** Mean of a metric over labels, undefined correlations counted as 0. */
    public double mean(Metric metric, int[] clips) {
        double sum = 0;
        for (int label = 0; label < labels.size(); label++) sum += metric.counted(value(metric, label, clips));
        return sum / labels.size();
    }

    /**
     * A metric of each label, undefined correlations counted as 0, and their mean at the end; NaN where nothing is compared.
     *
     * @param compared which labels; the others are NaN, and not in the mean
     */
    double[] values(Metric metric, int[] compared, int[] clips) {
        var values = new double[labels.size() + 1];
        Arrays.fill(values, Double.NaN);
        double sum = 0;
        for (int label : compared) {
            values[label] = metric.counted(value(metric, label, clips));
            sum += values[label];
        }
        values[labels.size()] = sum / compared.length;
        return values;
    }

    /** Labels of which some of the clips have both a prediction and a target, as indices. */
    int[] comparedLabels(int[] clips) {
        return IntStream.range(0, labels.size())
                .filter(label -> IntStream.of(clips).anyMatch(clip -> known(label, clip)))
                .toArray();
    }

    /** Those of the clips that have both a prediction and a target of some label. */
    int[] comparedClips(int[] clips) {
        return IntStream.of(clips)
                .filter(clip -> IntStream.range(0, labels.size()).anyMatch(label -> known(label, clip)))
                .toArray();
    }

    /** Whether a clip has a target of any label. */
    public boolean labelled(int clip) {
        return IntStream.range(0, labels.size()).anyMatch(label -> !Double.isNaN(targets[label][clip]));
    }

    private boolean known(int label, int clip) {
        return !Double.isNaN(predicted[label][clip]) && !Double.isNaN(targets[label][clip]);
    }

    /** Pearson's ρ of a label over some clips; NaN where it is undefined. */
    public double pearson(int label, int[] clips) {
        return value(Metric.PEARSON, label, clips);
    }

    /** Mean of ρ over labels, undefined ones counted as 0. */
    public double meanPearson(int[] clips) {
        return mean(Metric.PEARSON, clips);
    }

    /** Some clips, by speaker. */
    public Clusters bySpeaker(int[] clips) {
        return Clusters.of(speakers, clips);
    }

    /** Every clip. */
    public int[] all() {
        return IntStream.range(0, speakers.size()).toArray();
    }

    /** As {@code pearson.LABEL}, undefined ones left out, and {@code pearson.mean}; empty where there are no clips. */
    public Map<String, Double> metrics() {
        return metrics(all());
    }

    /** The same over some clips. */
    public Map<String, Double> metrics(int[] clips) {
        var metrics = new TreeMap<String, Double>();
        if (clips.length == 0 || labels.isEmpty()) return metrics;
        for (int label = 0; label < labels.size(); label++) {
            double rho = pearson(label, clips);
            if (!Double.isNaN(rho)) metrics.put("pearson." + labels.get(label), rho);
        }
        metrics.put("pearson.mean", meanPearson(clips));
        return metrics;
    }

    /** The same clips with other predictions. */
    Predictions saying(double[][] others) {
        return new Predictions(labels, others, targets, speakers, pace);
    }

    /** Without what another, of the same labels and clips, said nothing of. */
    Predictions only(Predictions other) {
        var paired = new double[predicted.length][];
        for (int label = 0; label < paired.length; label++) {
            paired[label] = predicted[label].clone();
            for (int clip = 0; clip < paired[label].length; clip++)
                if (Double.isNaN(other.predicted[label][clip])) paired[label][clip] = Double.NaN;
        }
        return saying(paired);
    }

    /** How many values are not there: the release abstained. */
    public int missing() {
        int missing = 0;
        for (double[] row : predicted) for (double value : row) if (!Double.isFinite(value)) missing++;
        return missing;
    }

    static double[] at(double[] values, int[] clips) {
        return IntStream.of(clips).mapToDouble(clip -> values[clip]).toArray();
    }
}
