package io.emistream.dashboard.releases;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of two releases that are compared.
 *
 * @param segments how many of its scores were looked at
 * @param outputSet the set its labels belong to; null while there is no score
 * @param inferenceMs median length of the batches that scored them; null while there is no score
 */
record Side(int segments, @Nullable String outputSet, @Nullable Double inferenceMs) {

    static Side of(List<Score> scores) {
        if (scores.isEmpty()) return new Side(0, null, null);
        double[] sorted =
                scores.stream().mapToDouble(Score::inferenceMs).sorted().toArray();
        return new Side(scores.size(), scores.get(scores.size() - 1).outputSet(), sorted[(sorted.length - 1) / 2]);
    }
}
