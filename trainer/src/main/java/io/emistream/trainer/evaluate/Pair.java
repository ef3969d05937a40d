package io.emistream.trainer.evaluate;

import io.emistream.trainer.evaluate.Comparison.Difference;
import io.emistream.trainer.statistics.Agreement;
import io.emistream.trainer.statistics.Bootstrap;
import io.emistream.trainer.statistics.Metric;
import io.emistream.trainer.statistics.Permutation;
import java.util.ArrayList;

/** What two releases say of the same clips, known on both sides or on neither. */
record Pair(Predictions ours, Predictions theirs) {

    Comparison compare(Bootstrap bootstrap, Permutation permutation, double confidence) {
        int[] clips = ours.comparedClips(ours.all());
        int[] labels = ours.comparedLabels(clips);
        var clusters = ours.bySpeaker(clips);
        var intervals = bootstrap.intervals(clusters, confidence, rows -> gains(labels, rows));
        var standardised = new Pair(standardised(ours), standardised(theirs));
        int table = ours.speakers().size();
        var tests = permutation.test(
                clusters, table, by -> standardised.exchanged(by).gains(labels, clips));
        double[] gains = gains(labels, clips);
        var differences = new ArrayList<Difference>();
        for (int i = 0; i < gains.length; i++)
            differences.add(new Difference(
                    rho(ours, i, labels, clips),
                    rho(theirs, i, labels, clips),
                    gains[i],
                    intervals.get(i),
                    tests.get(i)));
        return new Comparison(clips.length, clusters.count(), differences);
    }

    /** Of a label, or of the mean behind the last. */
    private static double rho(Predictions said, int label, int[] labels, int[] clips) {
        return label == said.labels().size()
                ? said.values(Metric.PEARSON, labels, clips)[label]
                : said.pearson(label, clips);
    }

    private double[] gains(int[] labels, int[] clips) {
        double[] gains = ours.values(Metric.PEARSON, labels, clips);
        double[] others = theirs.values(Metric.PEARSON, labels, clips);
        for (int i = 0; i < gains.length; i++) gains[i] -= others[i];
        return gains;
    }

    /** Each output at mean 0 and variance 1: ρ is the same, and an exchange does not mix scales. */
    private static Predictions standardised(Predictions said) {
        var predicted = new double[said.predicted().length][];
        for (int label = 0; label < predicted.length; label++) {
            double[] row = said.predicted()[label].clone();
            var own = Agreement.of(row, said.targets()[label]);
            double by = own.varianceX() > 0 ? Math.sqrt(own.varianceX()) : 1;
            for (int i = 0; i < row.length; i++) row[i] = (row[i] - own.meanX()) / by;
            predicted[label] = row;
        }
        return said.saying(predicted);
    }

    private Pair exchanged(boolean[] clips) {
        return new Pair(ours.saying(mixed(ours, theirs, clips)), theirs.saying(mixed(theirs, ours, clips)));
    }

    private static double[][] mixed(Predictions some, Predictions others, boolean[] exchanged) {
        var predicted = new double[some.predicted().length][exchanged.length];
        for (int label = 0; label < predicted.length; label++) {
            for (int i = 0; i < exchanged.length; i++)
                predicted[label][i] = (exchanged[i] ? others : some).predicted()[label][i];
        }
        return predicted;
    }
}
