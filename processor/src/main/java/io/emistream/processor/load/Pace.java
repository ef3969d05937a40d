package io.emistream.processor.load;

/**
 * What a batch costs, learnt from those that were run: a part for each batch and a part for each second of speech in it, by least squares over the last ones.
 * From that follows what the device could score in full batches, while it runs small ones because there is little to do. Not thread-safe.
 */
final class Pace {
    /** How much of what was learnt is kept at each segment: the last fifty or so count. */
    private static final double KEPT = 0.98;

    /** Lengths must differ by so much, as a share of their mean, for a slope to mean something. */
    private static final double LEAST_SPREAD = 0.25;

    private static final int FULL_BATCH = 16;
    private static final double LONGEST_BATCH_SECONDS = 0.5;

    private double n;
    private double x;
    private double y;
    private double xx;
    private double xy;
    private double segmentSeconds;

    /** @param speech seconds of the segment; all of its batch are about as long */
    void learn(double speech, int batchSize, double inferenceSeconds) {
        if (speech <= 0 || inferenceSeconds <= 0) return;
        double weight = 1.0 / batchSize;
        double batch = speech * batchSize;
        n = KEPT * n + weight;
        x = KEPT * x + weight * batch;
        y = KEPT * y + weight * inferenceSeconds;
        xx = KEPT * xx + weight * batch * batch;
        xy = KEPT * xy + weight * batch * inferenceSeconds;
        segmentSeconds = segmentSeconds == 0 ? speech : KEPT * segmentSeconds + (1 - KEPT) * speech;
    }

    boolean isKnown() {
        return n > 0;
    }

    /** Seconds of speech it can score in a second; 0 while unknown. */
    double capacity() {
        if (!isKnown()) return 0;
        double mean = x / y;
        double meanBatch = x / n;
        double variance = xx / n - meanBatch * meanBatch;
        if (variance < Math.pow(LEAST_SPREAD * meanBatch, 2)) return mean;
        double perSecond = (xy / n - meanBatch * y / n) / variance;
        double perBatch = y / n - perSecond * meanBatch;
        if (perSecond <= 0 || perBatch <= 0) return mean;
        double most = Math.min(FULL_BATCH * segmentSeconds, (LONGEST_BATCH_SECONDS - perBatch) / perSecond);
        double batch = Math.max(meanBatch, most);
        return batch / (perBatch + perSecond * batch);
    }
}
