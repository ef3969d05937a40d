package io.emistream.app.bench.speech;

import io.emistream.processor.quality.SegmentSound;
import io.emistream.processor.quality.SpeechRules;
import io.emistream.processor.segment.Cut;
import io.emistream.processor.segment.SegmentRules;
import io.emistream.processor.segment.Segmentation;
import io.emistream.schemas.Pcm16;
import java.util.Arrays;

/**
 * What the processor makes of a sound.
 *
 * @param segments cut
 * @param scored of these: taken for speech
 * @param loud frames within 25 dB of the loud ones: where the sound is speech, these are it
 * @param found of these: in a segment that is scored
 */
record Heard(int segments, int scored, long loud, long found) {
    static final Heard NOTHING = new Heard(0, 0, 0, 0);

    private static final int FRAME = 320;
    private static final double LOUD_SHARE = 0.95;
    private static final double BELOW_LOUD = Math.pow(10, -2.5);

    /** Cuts and judges as the live stream does. */
    static Heard of(float[] samples) {
        return of(samples, samples);
    }

    /**
     * The same of what became of a sound.
     *
     * @param clean says which frames are loud
     */
    static Heard of(float[] clean, float[] samples) {
        var pcm = Pcm16.encode(samples);
        var heard = Pcm16.floats(pcm);
        var covered = new boolean[heard.length];
        int segments = 0;
        int scored = 0;
        for (var cut : Segmentation.of(SegmentRules.standard(), Pcm16.shorts(pcm))) {
            if (!(cut instanceof Cut.Segment)) continue;
            segments++;
            int from = Math.toIntExact(cut.firstSample());
            var sound = SegmentSound.of(Arrays.copyOfRange(heard, from, from + cut.length()));
            if (SpeechRules.standard().objection(sound).isPresent()) continue;
            scored++;
            Arrays.fill(covered, from, from + cut.length(), true);
        }
        var powers = powers(clean);
        double threshold = threshold(powers);
        long loud = 0;
        long found = 0;
        for (int i = 0; i < powers.length; i++) {
            if (powers[i] < threshold) continue;
            loud++;
            if (covered[i * FRAME + FRAME / 2]) found++;
        }
        return new Heard(segments, scored, loud, found);
    }

    static double[] powers(float[] samples) {
        var powers = new double[samples.length / FRAME];
        for (int i = 0; i < powers.length; i++) {
            double sum = 0;
            double squares = 0;
            for (int at = i * FRAME; at < (i + 1) * FRAME; at++) {
                sum += samples[at];
                squares += (double) samples[at] * samples[at];
            }
            powers[i] = squares / FRAME - sum / FRAME * (sum / FRAME);
        }
        return powers;
    }

    static double threshold(double[] powers) {
        if (powers.length == 0) return 0;
        var sorted = powers.clone();
        Arrays.sort(sorted);
        return sorted[(int) (LOUD_SHARE * (sorted.length - 1))] * BELOW_LOUD;
    }

    Heard plus(Heard other) {
        return new Heard(segments + other.segments, scored + other.scored, loud + other.loud, found + other.found);
    }

    /** Share of the loud frames that are scored; 1 where there are none. */
    double recall() {
        return loud == 0 ? 1 : (double) found / loud;
    }

    /** Share of the segments that are not scored; 1 where there are none. */
    double spared() {
        return segments == 0 ? 1 : (double) (segments - scored) / segments;
    }
}
