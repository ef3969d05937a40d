package io.emistream.trainer.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * The cluster bootstrap: statistics of clusters drawn with replacement, with all their rows, again and again. The same seed gives the same draws, so that
 * statistics that are taken together are paired. Pure.
 *
 * @param draws how often
 * @param seed of the random numbers
 */
public record Bootstrap(int draws, long seed) {
    /** 2,000 draws, the same ones each time. */
    public static final Bootstrap STANDARD = new Bootstrap(2_000, 20_240_617);

    private static final int LEAST_CLUSTERS = 2;

    public Bootstrap {
        if (draws < 1) throw new IllegalArgumentException("draws of the bootstrap are " + draws + "; give at least 1");
    }

    /**
     * What the statistics came to, each sorted, undefined draws left out.
     *
     * @param statistics of some rows, always of one length
     */
    public List<double[]> of(Clusters clusters, Function<int[], double[]> statistics) {
        var random = new SplittableRandom(seed);
        var drawn = new double[draws][];
        for (int draw = 0; draw < draws; draw++) drawn[draw] = statistics.apply(clusters.draw(random));
        var sorted = new ArrayList<double[]>();
        for (int i = 0; i < drawn[0].length; i++) {
            int statistic = i;
            sorted.add(Arrays.stream(drawn)
                    .mapToDouble(one -> one[statistic])
                    .filter(value -> !Double.isNaN(value))
                    .sorted()
                    .toArray());
        }
        return sorted;
    }

    /**
     * Percentile intervals of statistics; unknown ones where there are fewer than two clusters, of which every draw is the same.
     *
     * @param confidence two-sided, such as 0.95
     */
    public List<Interval> intervals(Clusters clusters, double confidence, Function<int[], double[]> statistics) {
        if (clusters.count() < LEAST_CLUSTERS)
            return Arrays.stream(statistics.apply(clusters.all()))
                    .mapToObj(any -> Interval.UNKNOWN)
                    .toList();
        double tail = (1 - confidence) / 2;
        return of(clusters, statistics).stream()
                .map(sorted -> new Interval(Quantile.of(sorted, tail), Quantile.of(sorted, 1 - tail)))
                .toList();
    }
}
