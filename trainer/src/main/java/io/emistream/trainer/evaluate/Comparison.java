package io.emistream.trainer.evaluate;

import io.emistream.trainer.statistics.Agreement;
import io.emistream.trainer.statistics.Bootstrap;
import io.emistream.trainer.statistics.Interval;
import io.emistream.trainer.statistics.Metric;
import io.emistream.trainer.statistics.Permutation;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Two releases on the same clips, in ρ: what the first has more than the second. Pure.
 *
 * @param clips that both said something of
 * @param speakers of these
 * @param differences of each label, then of the mean
 */
public record Comparison(int clips, int speakers, List<Difference> differences) {
    public Comparison {
        differences = List.copyOf(differences);
    }

    /** Of the mean over labels. */
    public Difference mean() {
        return differences.get(differences.size() - 1);
    }

    /**
     * One difference.
     *
     * @param ours ρ, undefined counted as 0
     * @param theirs likewise
     * @param interval of ours − theirs: a bootstrap that draws speakers, the same draws for both
     * @param test of ours − theirs being 0: a permutation test that exchanges what both said, speaker by speaker
     */
    public record Difference(double ours, double theirs, Interval interval, Permutation.Result test) {
        public double gain() {
            return ours - theirs;
        }
    }

    /**
     * Compares.
     *
     * @param ours of the clips that both have, in one order
     * @param theirs of the same labels
     * @param confidence of the intervals, two-sided
     */
    public static Comparison of(
            Predictions ours, Predictions theirs, Bootstrap bootstrap, Permutation permutation, double confidence) {
        int[] all = ours.all();
        var clusters = ours.bySpeaker(all);
        List<Interval> intervals = bootstrap.intervals(
                clusters,
                confidence,
                rows -> minus(ours.values(Metric.PEARSON, rows), theirs.values(Metric.PEARSON, rows)));
        double[] here = ours.values(Metric.PEARSON, all);
        double[] there = theirs.values(Metric.PEARSON, all);
        Predictions alike = standardised(ours);
        Predictions others = standardised(theirs);
        List<Permutation.Result> tests = permutation.test(
                clusters,
                all.length,
                exchanged -> minus(
                        mixed(alike, others, exchanged).values(Metric.PEARSON, all),
                        mixed(others, alike, exchanged).values(Metric.PEARSON, all)));
        return new Comparison(
                all.length,
                clusters.count(),
                IntStream.range(0, here.length)
                        .mapToObj(i -> new Difference(here[i], there[i], intervals.get(i), tests.get(i)))
                        .toList());
    }

    private static double[] minus(double[] some, double[] others) {
        var difference = new double[some.length];
        for (int i = 0; i < difference.length; i++) difference[i] = some[i] - others[i];
        return difference;
    }

    /** Each output at mean 0 and variance 1: ρ is the same, and an exchange does not mix scales. */
    private static Predictions standardised(Predictions said) {
        var predicted = new double[said.predicted().length][];
        for (int label = 0; label < predicted.length; label++) {
            double[] row = said.predicted()[label].clone();
            var own = Agreement.of(row, row);
            double by = own.varianceX() > 0 ? Math.sqrt(own.varianceX()) : 1;
            for (int i = 0; i < row.length; i++) row[i] = (row[i] - own.meanX()) / by;
            predicted[label] = row;
        }
        return new Predictions(said.labels(), predicted, said.targets(), said.speakers(), said.pace());
    }

    private static Predictions mixed(Predictions some, Predictions others, boolean[] exchanged) {
        var predicted = new double[some.predicted().length][exchanged.length];
        for (int label = 0; label < predicted.length; label++) {
            for (int i = 0; i < exchanged.length; i++)
                predicted[label][i] = (exchanged[i] ? others : some).predicted()[label][i];
        }
        return new Predictions(some.labels(), predicted, some.targets(), some.speakers(), some.pace());
    }
}
