package io.emistream.model.engine;

import io.emistream.model.Affect;
import io.emistream.model.Score;
import java.util.ArrayList;
import java.util.List;

/** The largest difference between two scores of the same shape. */
final class Distance {
    private Distance() {}

    static float between(Score left, Score right) {
        List<Float> a = flat(left);
        List<Float> b = flat(right);
        if (a.size() != b.size()) {
            throw new AssertionError("scores of %d and %d values".formatted(a.size(), b.size()));
        }
        float largest = 0;
        for (int i = 0; i < a.size(); i++) {
            largest = Math.max(largest, Math.abs(a.get(i) - b.get(i)));
        }
        return largest;
    }

    private static List<Float> flat(Score score) {
        var values = new ArrayList<Float>(score.intensities().values());
        var affects = new ArrayList<Affect>(score.affectCurve());
        if (score.affect() != null) {
            affects.add(score.affect());
        }
        affects.forEach(affect -> values.addAll(List.of(affect.arousal(), affect.dominance(), affect.valence())));
        return values;
    }
}
