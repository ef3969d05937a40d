package io.emistream.trainer.statistics;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The paired permutation test over clusters. Where two models are alike, it does not matter which of them said what of a speaker: exchanging all that
 * they said of some speakers gives differences as large as the one observed about as often as not. All exchanges are tried where there are few
 * clusters, else so many at random. Pure.
 *
 * @param draws at random, where not all are tried
 * @param seed of the random numbers
 */
public record Permutation(int draws, long seed) {
    /** 10,000 draws, the same ones each time. */
    public static final Permutation STANDARD = new Permutation(9_999, 20_240_617);

    /** Up to so many clusters every exchange is tried: 4,096 ways. */
    private static final int MOST_EXACT = 12;

    /** Sums in another order may differ in their last bits; a difference that is the same must count as such. */
    private static final double SAME = 1e-12;

    /**
     * What the test says.
     *
     * @param p two-sided: how often exchanges give at least the observed difference, in (0, 1]; NaN where that is undefined
     * @param least the smallest p that this number of clusters can give; NaN likewise
     */
    public record Result(double p, double least) {}

    /**
     * Tests several statistics, each on its own: nothing is corrected for their number.
     *
     * @param table rows of the whole table
     * @param differences of the two models' statistics, when what they said of the marked rows is exchanged
     */
    public List<Result> test(Clusters clusters, int table, Function<boolean[], double[]> differences) {
        double[] observed = differences.apply(new boolean[table]);
        boolean exact = clusters.count() <= MOST_EXACT;
        int ways = exact ? 1 << clusters.count() : draws;
        var random = new SplittableRandom(seed);
        var asLarge = new int[observed.length];
        for (int way = 0; way < ways; way++) {
            var exchanged = new boolean[clusters.count()];
            for (int i = 0; i < exchanged.length; i++)
                exchanged[i] = exact ? (way >> i & 1) == 1 : random.nextBoolean();
            double[] found = differences.apply(clusters.chosen(exchanged, table));
            for (int i = 0; i < found.length; i++) if (Math.abs(found[i]) >= Math.abs(observed[i]) - SAME) asLarge[i]++;
        }
        // the arrangement that was observed is one of all, and counts as one of those drawn
        double least = exact ? Math.min(1, 2.0 / ways) : 1.0 / (ways + 1);
        return IntStream.range(0, observed.length)
                .mapToObj(i -> Double.isNaN(observed[i])
                        ? new Result(Double.NaN, Double.NaN)
                        : new Result(exact ? (double) asLarge[i] / ways : (asLarge[i] + 1.0) / (ways + 1), least))
                .toList();
    }
}
