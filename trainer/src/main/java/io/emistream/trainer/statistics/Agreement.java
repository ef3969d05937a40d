package io.emistream.trainer.statistics;

/**
 * How two series agree, over the rows where both are known; variances are biased (divided by the count).
 *
 * @param count rows where both are known
 */
public record Agreement(int count, double meanX, double meanY, double varianceX, double varianceY, double covariance) {

    /** Of two series of one length; rows with NaN in either are left out. */
    public static Agreement of(double[] x, double[] y) {
        double meanX = mean(x, y);
        double meanY = mean(y, x);
        int n = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            if (known(x[i], y[i])) {
                n++;
                xx += (x[i] - meanX) * (x[i] - meanX);
                yy += (y[i] - meanY) * (y[i] - meanY);
                xy += (x[i] - meanX) * (y[i] - meanY);
            }
        }
        int by = Math.max(1, n);
        return new Agreement(n, meanX, meanY, xx / by, yy / by, xy / by);
    }

    /** Of the first, over the rows where both are known. A constant's is itself to the last bit, so that its variance is 0 and not nearly so. */
    private static double mean(double[] of, double[] beside) {
        int n = 0;
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < of.length; i++) {
            if (!known(of[i], beside[i])) continue;
            n++;
            sum += of[i];
            least = Math.min(least, of[i]);
            most = Math.max(most, of[i]);
        }
        if (n == 0) return 0;
        return least == most ? least : sum / n;
    }

    private static boolean known(double x, double y) {
        return !Double.isNaN(x) && !Double.isNaN(y);
    }

    /** Pearson's ρ in [-1, 1]; NaN where a series is constant or there are fewer than two rows: it is undefined then. */
    public double pearson() {
        return count < 2 || varianceX <= 0 || varianceY <= 0
                ? Double.NaN
                : covariance / Math.sqrt(varianceX * varianceY);
    }

    /**
     * The concordance correlation coefficient (Lin 1989) in [-1, 1]: as ρ, and lower where means or spreads differ. NaN where there are no rows, or
     * where both series are one and the same constant.
     */
    public double concordance() {
        double apart = meanX - meanY;
        double spread = varianceX + varianceY + apart * apart;
        return count == 0 || spread <= 0 ? Double.NaN : 2 * covariance / spread;
    }

    /** Least squares: how much y grows when x grows by one; NaN where x is constant. */
    public double slope() {
        return count < 2 || varianceX <= 0 ? Double.NaN : covariance / varianceX;
    }

    /** Least squares: y where x is 0; NaN where x is constant. */
    public double intercept() {
        return meanY - slope() * meanX;
    }
}
