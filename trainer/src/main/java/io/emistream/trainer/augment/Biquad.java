package io.emistream.trainer.augment;

/**
 * A second-order Butterworth filter (R. Bristow-Johnson, Audio EQ Cookbook).
 *
 * @param b0 weight of the input
 * @param b1 of the one before
 * @param b2 of the one before that
 * @param a1 of the output before
 * @param a2 of the one before that
 */
record Biquad(double b0, double b1, double b2, double a1, double a2) {
    private static final double Q = Math.sqrt(0.5);

    /** @param cutOff as a share of the sample rate */
    static Biquad lowPass(double cutOff) {
        double cos = Math.cos(2 * Math.PI * cutOff);
        return of(cutOff, (1 - cos) / 2, 1 - cos);
    }

    /** @param cutOff as a share of the sample rate */
    static Biquad highPass(double cutOff) {
        double cos = Math.cos(2 * Math.PI * cutOff);
        return of(cutOff, (1 + cos) / 2, -(1 + cos));
    }

    private static Biquad of(double cutOff, double outer, double middle) {
        double alpha = Math.sin(2 * Math.PI * cutOff) / (2 * Q);
        double a0 = 1 + alpha;
        double cos = Math.cos(2 * Math.PI * cutOff);
        return new Biquad(outer / a0, middle / a0, outer / a0, -2 * cos / a0, (1 - alpha) / a0);
    }

    /** In place, from rest. */
    void filter(float[] samples) {
        double x1 = 0;
        double x2 = 0;
        double y1 = 0;
        double y2 = 0;
        for (int i = 0; i < samples.length; i++) {
            double x = samples[i];
            double y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
            x2 = x1;
            x1 = x;
            y2 = y1;
            y1 = y;
            samples[i] = (float) y;
        }
    }
}
