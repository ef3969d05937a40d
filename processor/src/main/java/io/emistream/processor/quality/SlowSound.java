package io.emistream.processor.quality;

/**
 * A segment at 4 kHz, what lies below about 1 kHz of it, and how alike stretches of it are. Likeness is summed by blocks of 20 ms, half a window, so that neighbouring
 * windows share the work. Sums have one order, so that every machine gets the same bits. Not thread-safe.
 */
final class SlowSound {
    /** Samples of 16 kHz to one of these. */
    static final int DECIMATION = 4;

    /** Of one block. */
    static final int BLOCK = 80;

    /** Of the two blocks that are compared with what follows them. */
    static final int WINDOW = 2 * BLOCK;

    private static final int TAPS = 16;

    /** Lags that are summed in one go, and samples: so each is read once, and none is moved. */
    private static final int AT_ONCE = 4;

    private final int shortest;
    private final int lags;
    private final double[] slow;
    private final double[] sums;
    private final double[] squares;
    private double[] products;
    private double[] next;
    private int nextBlock = -1;

    /**
     * @param samples at 16 kHz
     * @param shortest lag to be asked for
     * @param longest lag to be asked for
     */
    SlowSound(float[] samples, int shortest, int longest) {
        this.shortest = shortest;
        lags = (longest - shortest + AT_ONCE) / AT_ONCE * AT_ONCE;
        int length = Math.max(0, (samples.length - TAPS) / DECIMATION + 1);
        slow = new double[length + AT_ONCE];
        sums = new double[length + 1];
        squares = new double[length + 1];
        products = new double[lags];
        next = new double[lags];
        var taps = taps();
        for (int i = 0; i < length; i++) {
            double sum = 0;
            int left = DECIMATION * i;
            int right = left + TAPS - 1;
            for (double tap : taps) sum += tap * ((double) samples[left++] + samples[right--]);
            slow[i] = sum;
            sums[i + 1] = sums[i] + sum;
            squares[i + 1] = squares[i] + sum * sum;
        }
    }

    /** The first half; the second is its mirror. */
    private static double[] taps() {
        var taps = new double[TAPS / 2];
        for (int i = 0; i < taps.length; i++) taps[i] = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * (i + 0.5) / TAPS);
        return taps;
    }

    /** Samples at 16 kHz that a look at a window needs. */
    static int needs(int longest) {
        return (WINDOW + longest) * DECIMATION + TAPS;
    }

    /**
     * Normalised correlation of a window with what follows it.
     *
     * @param block where the window begins
     * @param likeness gets -1 to 1 for each lag, from the shortest to the longest, at its index
     */
    void likeness(int block, double[] likeness) {
        if (block == nextBlock) swap();
        else sum(block, products);
        sum(block + 1, next);
        nextBlock = block + 1;
        int longest = likeness.length - 1;
        int from = block * BLOCK;
        double mean = (sums[from + WINDOW + longest] - sums[from]) / (WINDOW + longest);
        double here = power(from, mean);
        double first = sums[from + WINDOW] - sums[from];
        for (int lag = shortest; lag <= longest; lag++) {
            double second = sums[from + lag + WINDOW] - sums[from + lag];
            double product = products[lag - shortest] + next[lag - shortest] - mean * (first + second - WINDOW * mean);
            likeness[lag] = product / Math.sqrt(here * power(from + lag, mean) + 1e-20);
        }
    }

    private void swap() {
        var free = products;
        products = next;
        next = free;
    }

    private double power(int from, double mean) {
        double sum = sums[from + WINDOW] - sums[from];
        return Math.max(0, squares[from + WINDOW] - squares[from] - mean * (2 * sum - WINDOW * mean));
    }

    private void sum(int block, double[] to) {
        int from = block * BLOCK;
        for (int lag = 0; lag < lags; lag += AT_ONCE) {
            double one = 0;
            double two = 0;
            double three = 0;
            double four = 0;
            int at = from + shortest + lag;
            double a = slow[at];
            double b = slow[at + 1];
            double c = slow[at + 2];
            for (int i = from; i < from + BLOCK; i += AT_ONCE, at += AT_ONCE) {
                double sample = slow[i];
                double d = slow[at + 3];
                one += sample * a;
                two += sample * b;
                three += sample * c;
                four += sample * d;
                sample = slow[i + 1];
                a = slow[at + 4];
                one += sample * b;
                two += sample * c;
                three += sample * d;
                four += sample * a;
                sample = slow[i + 2];
                b = slow[at + 5];
                one += sample * c;
                two += sample * d;
                three += sample * a;
                four += sample * b;
                sample = slow[i + 3];
                c = slow[at + 6];
                one += sample * d;
                two += sample * a;
                three += sample * b;
                four += sample * c;
            }
            to[lag] = one;
            to[lag + 1] = two;
            to[lag + 2] = three;
            to[lag + 3] = four;
        }
    }
}
