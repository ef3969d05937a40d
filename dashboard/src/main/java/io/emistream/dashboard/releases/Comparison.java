package io.emistream.dashboard.releases;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How the active release and another one score.
 *
 * @param outputs in the order to show them: intensities by label where both give the same set, then affect, which is of no set
 */
record Comparison(Side active, Side other, List<Output> outputs) {
    Comparison {
        outputs = List.copyOf(outputs);
    }

    /** On segments that both have scored. */
    static Comparison ofPairs(List<Pair> pairs) {
        return of(
                pairs.stream().map(Pair::served).toList(),
                pairs.stream().map(Pair::shadow).toList(),
                (label, value) -> Output.paired(label, pairs, value));
    }

    /** On segments that one or the other has scored. */
    static Comparison ofEach(List<Score> active, List<Score> other) {
        return of(active, other, (label, value) -> Output.apart(label, active, other, value));
    }

    /** Whether a label means the same on both sides, as far as is known. */
    boolean sameSet() {
        return active.outputSet() == null
                || other.outputSet() == null
                || active.outputSet().equals(other.outputSet());
    }

    private static Comparison of(List<Score> active, List<Score> other, Measure measure) {
        var sides = new Comparison(Side.of(active), Side.of(other), List.of());
        var labels = active.stream()
                .flatMap(score -> score.intensities().keySet().stream())
                .distinct()
                .sorted();
        var intensities = sides.sameSet()
                ? labels.map(label -> measure.of(label, score -> score.intensity(label)))
                : Stream.<Optional<Output>>empty();
        var affect = Stream.of(
                measure.of("arousal", Score::arousal),
                measure.of("dominance", Score::dominance),
                measure.of("valence", Score::valence));
        return new Comparison(
                sides.active,
                sides.other,
                Stream.concat(intensities, affect).flatMap(Optional::stream).toList());
    }

    private interface Measure {
        Optional<Output> of(String label, ToDoubleFunction<Score> value);
    }
}
