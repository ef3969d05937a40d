package io.emistream.trainer.evaluate;

import io.emistream.trainer.statistics.Bootstrap;
import io.emistream.trainer.statistics.Interval;
import io.emistream.trainer.statistics.Permutation;
import java.util.List;

/**
 * Two releases on the same clips, in ρ: what the first has more than the second. Pure.
 *
 * @param clips that are labelled and that both said something of
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
     * @param ours ρ, NaN where it is undefined; of the mean, where undefined ones counted as 0
     * @param theirs likewise
     * @param gain ours − theirs, undefined counted as 0; NaN where nothing was compared
     * @param interval of ours − theirs: a bootstrap that draws speakers, the same draws for both
     * @param test of ours − theirs being 0: a permutation test that exchanges what both said, speaker by speaker
     */
    public record Difference(double ours, double theirs, double gain, Interval interval, Permutation.Result test) {
        /** Whether any clip has it on both sides. */
        public boolean compared() {
            return !Double.isNaN(gain);
        }
    }

    /**
     * Compares.
     *
     * @param ours of some clips in one order; what only one side said of a label is left out
     * @param theirs of the same labels and clips
     * @param confidence of the intervals, two-sided
     */
    public static Comparison of(
            Predictions ours, Predictions theirs, Bootstrap bootstrap, Permutation permutation, double confidence) {
        return new Pair(ours.only(theirs), theirs.only(ours)).compare(bootstrap, permutation, confidence);
    }
}
