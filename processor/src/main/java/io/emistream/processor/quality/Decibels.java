package io.emistream.processor.quality;

/** Powers in decibels of full scale; the same bits on every machine. */
final class Decibels {
    /** What silence is said to have: less than one step of 16 bits in an hour. */
    static final double SILENCE = -120;

    private Decibels() {}

    /** @param power mean square; 1 is a full-scale square wave */
    static double of(double power) {
        return power <= 1e-12 ? SILENCE : 10 * StrictMath.log10(power);
    }

    static double power(double decibels) {
        return StrictMath.pow(10, decibels / 10);
    }
}
