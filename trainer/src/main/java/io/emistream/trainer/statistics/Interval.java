package io.emistream.trainer.statistics;

/**
 * Where a value is likely to be; NaN at both ends where that cannot be said.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {
    /** Of what there is too little to say anything. */
    public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

    /** Whether it says anything. */
    public boolean known() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }

    /** Whether the value lies in it, ends included. */
    public boolean contains(double value) {
        return value >= low && value <= high;
    }
}
