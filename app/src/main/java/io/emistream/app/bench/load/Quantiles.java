package io.emistream.app.bench.load;

import java.util.Collection;

/**
 * By nearest rank: each is one of the values. NaN where there are none.
 *
 * @param count of values
 */
public record Quantiles(int count, double p50, double p95, double p99, double max) {
    /** Of values in any order. */
    public static Quantiles of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Quantiles(
                sorted.length, rank(sorted, 0.50), rank(sorted, 0.95), rank(sorted, 0.99), rank(sorted, 1));
    }

    private static double rank(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
