package io.emistream.model.engine;

import io.emistream.model.Affect;
import io.emistream.model.Score;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns one row of the network's output into a score. Pure. */
record Reading(List<String> labels) {
    /** Frames (20 ms) in a step of the affect curve (100 ms). */
    private static final int STEP = 5;

    /**
     * Reads one clip.
     *
     * @param intensities one for each label, or none
     * @param affect arousal, dominance and valence of the whole clip, or nothing
     * @param curve the same three at each of the clip's real frames, or nothing
     */
    Score score(float[] intensities, float[] affect, float[] curve) {
        if (!finite(intensities) || !finite(affect) || !finite(curve)) {
            return Score.notFinite();
        }
        Map<String, Float> byLabel = new LinkedHashMap<>();
        for (int i = 0; i < intensities.length; i++) {
            byLabel.put(labels.get(i), Math.max(0, Math.min(1, intensities[i])));
        }
        return new Score(byLabel, affect.length == 0 ? null : affect(affect, 0, 1), curve(curve), null);
    }

    /** The mean over each 5 frames, so 10 values a second; the last one over what is left. */
    private static List<Affect> curve(float[] frames) {
        var curve = new ArrayList<Affect>();
        int count = frames.length / 3;
        for (int from = 0; from < count; from += STEP) {
            curve.add(affect(frames, from, Math.min(STEP, count - from)));
        }
        return List.copyOf(curve);
    }

    private static Affect affect(float[] frames, int from, int count) {
        var sums = new double[3];
        for (int i = 3 * from; i < 3 * (from + count); i++) {
            sums[i % 3] += frames[i];
        }
        return new Affect((float) (sums[0] / count), (float) (sums[1] / count), (float) (sums[2] / count));
    }

    private static boolean finite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
