package io.emistream.model.engine;

import io.emistream.model.Affect;
import io.emistream.model.InferenceEngine;
import io.emistream.model.ReleaseCard;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import io.emistream.model.release.Ensemble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs the members of an ensemble one after another and makes one score of theirs. Where a member abstains, so does the ensemble. One thread at a time. */
record EnsembleEngine(ReleaseCard release, Ensemble.By by, List<InferenceEngine> members) implements InferenceEngine {
    EnsembleEngine {
        members = List.copyOf(members);
    }

    @Override
    public List<Score> infer(List<Waveform> batch) {
        List<List<Score>> said =
                members.stream().map(member -> member.infer(batch)).toList();
        return IntStream.range(0, batch.size())
                .mapToObj(
                        row -> one(said.stream().map(scores -> scores.get(row)).toList()))
                .toList();
    }

    private Score one(List<Score> scores) {
        for (Score score : scores) if (score.abstained() != null) return score;
        var intensities = new LinkedHashMap<String, Float>();
        for (String label : release.labels())
            intensities.put(
                    label,
                    one(
                            scores,
                            score -> Objects.requireNonNull(score.intensities().get(label))));
        return new Score(intensities, affect(scores.stream().map(Score::affect).toList()), curve(scores), null);
    }

    private @Nullable Affect affect(List<@Nullable Affect> values) {
        if (values.stream().anyMatch(Objects::isNull)) return null;
        return new Affect(one(values, Affect::arousal), one(values, Affect::dominance), one(values, Affect::valence));
    }

    private List<Affect> curve(List<Score> scores) {
        int points = scores.stream()
                .mapToInt(score -> score.affectCurve().size())
                .min()
                .orElse(0);
        var curve = new ArrayList<Affect>();
        for (int i = 0; i < points; i++) {
            int point = i;
            Affect affect = affect(
                    scores.stream().map(score -> score.affectCurve().get(point)).toList());
            if (affect != null) curve.add(affect);
        }
        return curve;
    }

    private <T> float one(List<T> from, ToDoubleFunction<T> value) {
        double[] values = from.stream().mapToDouble(value).sorted().toArray();
        if (by == Ensemble.By.MEAN)
            return (float) Arrays.stream(values).average().orElseThrow();
        int middle = values.length / 2;
        return (float) (values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2);
    }

    @Override
    public void close() {
        members.forEach(InferenceEngine::close);
    }
}
