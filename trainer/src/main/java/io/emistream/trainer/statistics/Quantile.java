package io.emistream.trainer.statistics;

/** Quantiles by linear interpolation between order statistics (Hyndman and Fan's type 7, NumPy's and R's default). Pure. */
public final class Quantile {
    private Quantile() {}

    /**
     * Of values in ascending order; NaN where there are none.
     *
     * @param share 0 to 1
     */
    public static double of(double[] sorted, double share) {
        if (sorted.length == 0) return Double.NaN;
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
