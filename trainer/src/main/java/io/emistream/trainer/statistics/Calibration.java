package io.emistream.trainer.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether intensities that a model gives can be taken at their word. Pure.
 *
 * @param slope of the line of least squares through targets over predictions; 1 where a prediction that is higher by 0.1 means a target higher by 0.1; NaN
 *     where predictions are constant
 * @param intercept of that line; 0 where it is calibrated
 * @param error the expected calibration error: predictions fall into ten bins of equal width over [0, 1]; the mean of |mean prediction − mean
 *     target| over bins, weighted by rows; NaN without rows
 * @param bins those that hold rows, in ascending order
 */
public record Calibration(double slope, double intercept, double error, List<Bin> bins) {
    private static final int BINS = 10;

    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * Predictions of about one size.
     *
     * @param rows how many
     * @param predicted their mean
     * @param target the mean of their targets
     */
    public record Bin(int rows, double predicted, double target) {}

    /** Of two series of one length; rows with NaN in either are left out; predictions beyond [0, 1] fall into the outermost bins. */
    public static Calibration of(double[] predicted, double[] targets) {
        var line = Agreement.of(predicted, targets);
        var rows = new int[BINS];
        var sums = new double[BINS][2];
        for (int i = 0; i < predicted.length; i++) {
            if (Double.isNaN(predicted[i]) || Double.isNaN(targets[i])) continue;
            int bin = Math.max(0, Math.min(BINS - 1, (int) Math.floor(BINS * predicted[i])));
            rows[bin]++;
            sums[bin][0] += predicted[i];
            sums[bin][1] += targets[i];
        }
        var bins = new ArrayList<Bin>();
        double apart = 0;
        for (int bin = 0; bin < BINS; bin++) {
            if (rows[bin] == 0) continue;
            apart += Math.abs(sums[bin][0] - sums[bin][1]);
            bins.add(new Bin(rows[bin], sums[bin][0] / rows[bin], sums[bin][1] / rows[bin]));
        }
        double error = line.count() == 0 ? Double.NaN : apart / line.count();
        return new Calibration(line.slope(), line.intercept(), error, bins);
    }
}
