package io.emistream.processor.quality;

import io.emistream.schemas.avro.Bandwidth;

/**
 * How a segment sounds. A function of its samples alone: the live stream, a replay and {@code emi analyze} get the same bits. Levels are decibels of full scale,
 * -120 to 0.
 *
 * @param levelDb root mean square, without the offset
 * @param peakDb largest magnitude
 * @param clipped share of samples at full scale
 * @param dcOffset mean of the samples, -1 to 1
 * @param snrDb estimate of speech over the noise between words, 0 to 100 dB; means little where nothing is quieter than speech
 * @param bandwidth whether there is anything above 4 kHz
 * @param signs what tells whether it is speech
 */
public record SegmentSound(
        float levelDb,
        float peakDb,
        float clipped,
        float dcOffset,
        float snrDb,
        Bandwidth bandwidth,
        SpeechSigns signs) {
    private static final int FRAME = 320;
    private static final float FULL_SCALE = 32_767f / 32_768f;
    private static final double QUIET_SHARE = 0.1;
    private static final double LOUD_SHARE = 0.95;

    /** A frame sounds when it is so much above the quiet ones, and not much below the loud ones. */
    private static final double ABOVE_QUIET_DB = 6;

    private static final double BELOW_LOUD_DB = 25;

    /**
     * Listens to a segment; takes some milliseconds for the longest.
     *
     * @param samples 16 kHz mono in [-1, 1], at least one
     */
    public static SegmentSound of(float[] samples) {
        var levels = new FrameLevels();
        var decibels = new double[samples.length / FRAME];
        float peak = 0;
        int full = 0;
        double sum = 0;
        double squares = 0;
        for (int from = 0; from < samples.length; from += FRAME) {
            int to = Math.min(samples.length, from + FRAME);
            var frame = Frame.of(samples, from, to);
            peak = Math.max(peak, frame.peak());
            if (frame.peak() >= FULL_SCALE) full += clipped(samples, from, to);
            sum += frame.sum();
            squares += frame.squares();
            if (to - from < FRAME) continue;
            double power = frame.power(FRAME);
            decibels[from / FRAME] = Decibels.of(power);
            levels.add(power, decibels[from / FRAME]);
        }
        int count = Math.max(1, samples.length);
        double mean = sum / count;
        double quiet = levels.below(QUIET_SHARE);
        double loud = levels.below(LOUD_SHARE);
        var listener = new Listener(samples, decibels);
        var signs = levels.isSilent()
                ? SpeechSigns.NONE
                : listener.signs(Math.max(quiet + ABOVE_QUIET_DB, loud - BELOW_LOUD_DB), loud);
        return new SegmentSound(
                (float) Decibels.of(Math.max(0, squares / count - mean * mean)),
                (float) Decibels.of((double) peak * peak),
                (float) full / count,
                (float) mean,
                levels.isSilent() ? 0 : (float) levels.over(quiet),
                listener.bandwidth(),
                signs);
    }

    private static int clipped(float[] samples, int from, int to) {
        int clipped = 0;
        for (int i = from; i < to; i++) if (Math.abs(samples[i]) >= FULL_SCALE) clipped++;
        return clipped;
    }

    /** What is summed of a frame. */
    private record Frame(double sum, double squares, float peak) {
        static Frame of(float[] samples, int from, int to) {
            double sum = 0;
            double squares = 0;
            float low = 0;
            float high = 0;
            for (int i = from; i < to; i++) {
                float sample = samples[i];
                if (sample > high) high = sample;
                else if (sample < low) low = sample;
                sum += sample;
                squares += (double) sample * sample;
            }
            return new Frame(sum, squares, Math.max(high, -low));
        }

        /** Mean square without the mean. */
        double power(int count) {
            return Math.max(0, squares / count - sum / count * (sum / count));
        }
    }
}
