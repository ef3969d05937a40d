package io.emistream.trainer.statistics;

/** One number on how well predictions agree with targets, over the rows where both are known. Pure. */
public enum Metric {
    /** Pearson's ρ in [-1, 1], the challenge's measure; undefined where a series is constant. */
    PEARSON("pearson", "Pearson’s ρ", true),
    /** Lin's concordance correlation coefficient in [-1, 1]. */
    CCC("ccc", "CCC", true),
    /** Mean absolute error, in units of the labels. */
    MAE("mae", "MAE", false),
    /** Root of the mean squared error, in units of the labels. */
    RMSE("rmse", "RMSE", false);

    private final String key;
    private final String words;
    private final boolean correlation;

    Metric(String key, String words, boolean correlation) {
        this.key = key;
        this.words = words;
        this.correlation = correlation;
    }

    /** Its name for machines. */
    public String key() {
        return key;
    }

    /** Its name for people. */
    public String words() {
        return words;
    }

    /** Of two series of one length; rows with NaN in either are left out; NaN where it is undefined. */
    public double of(double[] predicted, double[] targets) {
        return switch (this) {
            case PEARSON -> Agreement.of(predicted, targets).pearson();
            case CCC -> Agreement.of(predicted, targets).concordance();
            case MAE -> meanOf(predicted, targets, 1);
            case RMSE -> Math.sqrt(meanOf(predicted, targets, 2));
        };
    }

    /** What it counts in a mean: an undefined correlation is 0, as a model that knows nothing earns it; an error without rows stays NaN. */
    public double counted(double value) {
        return correlation && Double.isNaN(value) ? 0 : value;
    }

    private static double meanOf(double[] predicted, double[] targets, int power) {
        double sum = 0;
        int rows = 0;
        for (int i = 0; i < predicted.length; i++) {
            double apart = Math.abs(predicted[i] - targets[i]);
            if (Double.isNaN(apart)) continue;
            sum += power == 1 ? apart : apart * apart;
            rows++;
        }
        return rows == 0 ? Double.NaN : sum / rows;
    }
}
