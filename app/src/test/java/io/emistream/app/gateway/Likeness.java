package io.emistream.app.gateway;

import java.util.Arrays;

/**
 * How a recording is like a signal that was played again and again. It is looked at in pieces of 100 ms: on a busy machine a browser misses moments of its
 * microphone.
 *
 * @param correlation of the median piece with the signal where it is most like it, 1 for the same shape
 * @param decibel that the recording is louder
 * @param unbroken share of pieces that go on in the signal where the one before ended
 */
record Likeness(double correlation, double decibel, double unbroken) {
    private static final int PIECE = 1_600;

    static Likeness of(short[] recording, short[] signal) {
        int pieces = recording.length / PIECE;
        var correlations = new double[pieces];
        double heard = 0;
        double played = 0;
        int unbroken = 0;
        int expected = place(recording, 0, signal, 0, signal.length);
        for (int piece = 0; piece < pieces; piece++) {
            int from = piece * PIECE;
            int lag = place(recording, from, signal, expected - PIECE, 2 * PIECE);
            double one = 0;
            double other = 0;
            double both = 0;
            for (int i = 0; i < PIECE; i++) {
                double a = recording[from + i];
                double b = signal[(lag + i) % signal.length];
                one += a * a;
                other += b * b;
                both += a * b;
            }
            correlations[piece] = both / Math.sqrt(one * other);
            heard += one;
            played += other;
            if (Math.floorMod(lag - expected + 1, signal.length) <= 2) unbroken++;
            expected = lag + PIECE;
        }
        Arrays.sort(correlations);
        return new Likeness(correlations[pieces / 2], 10 * Math.log10(heard / played), (double) unbroken / pieces);
    }

    /** The place of the highest cross-correlation among so many from one on. */
    private static int place(short[] recording, int from, short[] signal, int first, int count) {
        int best = 0;
        long highest = Long.MIN_VALUE;
        for (int lag = first; lag < first + count; lag++) {
            int at = Math.floorMod(lag, signal.length);
            long sum = 0;
            for (int i = 0; i < PIECE; i++) sum += recording[from + i] * signal[(at + i) % signal.length];
            if (sum > highest) {
                highest = sum;
                best = at;
            }
        }
        return best;
    }
}
