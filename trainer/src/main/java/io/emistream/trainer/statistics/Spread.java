package io.emistream.trainer.statistics;

import java.util.Arrays;

/**
 * How values are spread; NaN throughout where there are none.
 *
 * @param count how many are known
 * @param q1 the lower quartile
 * @param q3 the upper quartile
 */
public record Spread(int count, double mean, double least, double q1, double median, double q3, double most) {

    /** Of values in any order; NaN is left out. */
    public static Spread of(double[] values) {
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return new Spread(
                sorted.length,
                Arrays.stream(sorted).average().orElse(Double.NaN),
                Quantile.of(sorted, 0),
                Quantile.of(sorted, 0.25),
                Quantile.of(sorted, 0.5),
                Quantile.of(sorted, 0.75),
                Quantile.of(sorted, 1));
    }
}
