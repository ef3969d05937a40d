package io.emistream.app.evaluate;

import io.emistream.trainer.corpus.ClipRecord;
import io.emistream.trainer.evaluate.Breakdown;
import io.emistream.trainer.evaluate.ClipAnswer;
import io.emistream.trainer.evaluate.Comparison;
import io.emistream.trainer.evaluate.Comparison.Difference;
import io.emistream.trainer.evaluate.DurationBand;
import io.emistream.trainer.evaluate.Judged;
import io.emistream.trainer.evaluate.Pooling;
import io.emistream.trainer.evaluate.Scorecard;
import io.emistream.trainer.statistics.Bootstrap;
import io.emistream.trainer.statistics.Calibration;
import io.emistream.trainer.statistics.Permutation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All that is said of an evaluation, in numbers.
 *
 * @param release name and version
 * @param judged clips that were compared, and those that were left out
 * @param calibration of each label
 * @param affect empty where no clip is rated, or the release gives none
 * @param breakdowns by columns that have more than one group, and not too many
 * @param comparison with another release or a file
 * @param robustness what is lost on worse audio, by its name: a comparison with the audio as it is
 * @param failures one line each
 */
record Figures(
        String release,
        Judged judged,
        Scorecard scorecard,
        List<Calibration> calibration,
        Optional<Scorecard> affect,
        List<Breakdown> breakdowns,
        Optional<Against> comparison,
        List<Against> robustness,
        List<String> failures) {
    static final double CONFIDENCE = 0.95;

    /** A comparison and who it is with. */
    record Against(String name, List<String> labels, Comparison comparison) {
        /** Labels whose ρ is undefined on the first side, and counts as 0. */
        List<String> undefinedHere() {
            return undefined(Difference::ours);
        }

        /** Likewise on the other. */
        List<String> undefinedThere() {
            return undefined(Difference::theirs);
        }

        private List<String> undefined(ToDoubleFunction<Difference> rho) {
            return IntStream.range(0, labels.size())
                    .filter(label -> comparison.differences().get(label).compared())
                    .filter(label -> Double.isNaN(
                            rho.applyAsDouble(comparison.differences().get(label))))
                    .mapToObj(labels::get)
                    .toList();
        }
    }

    /** How they are computed. */
    record Rules(Pooling pool, List<String> by, Bootstrap bootstrap, Permutation permutation) {}

    static Figures of(List<ClipRecord> clips, List<String> labels, Answers answers, Rules rules, Rivals rivals) {
        var judged = Judged.of(labels, clips, answers.clips(), rules.pool);
        int[] all = judged.predictions().all();
        return new Figures(
                answers.release(),
                judged,
                Scorecard.of(judged.predictions(), all, rules.bootstrap, CONFIDENCE),
                Scorecard.calibration(judged.predictions(), all),
                affect(clips, answers, rules),
                breakdowns(judged, answers.seconds(), rules),
                rivals.against().map(rival -> against(rival, clips, labels, answers.clips(), rules, false)),
                rivals.worse().stream()
                        .map(worse -> against(worse, clips, labels, answers.clips(), rules, true))
                        .toList(),
                answers.failures());
    }

    /** Clips that have a value but no label. */
    int unlabelled() {
        var said = judged.predictions();
        return (int)
                IntStream.of(said.all()).filter(clip -> !said.labelled(clip)).count();
    }

    /** One line for each comparison that has nothing to compare. */
    List<String> incomparable() {
        return Stream.concat(comparison.stream(), robustness.stream())
                .filter(against -> !against.comparison().mean().compared())
                .map(against -> "nothing was compared with " + against.name()
                        + ": no labelled clip has a value of one output on both sides; look at the names of clips and"
                        + " outputs, and at what was left out")
                .toList();
    }

    private static Optional<Scorecard> affect(List<ClipRecord> clips, Answers answers, Rules rules) {
        var rated = clips.stream().filter(clip -> clip.affect() != null).toList();
        var judged = Judged.of(Judged.AFFECT, rated, answers.clips(), rules.pool);
        boolean given = answers.clips().stream()
                .flatMap(answer -> answer.parts().stream())
                .anyMatch(part -> part.values().containsKey(Judged.AFFECT.get(0)));
        if (judged.clips().isEmpty() || !given) return Optional.empty();
        var said = judged.predictions();
        return Optional.of(Scorecard.of(said, said.all(), rules.bootstrap, CONFIDENCE));
    }

    private static List<Breakdown> breakdowns(Judged judged, Map<String, Double> seconds, Rules rules) {
        var columns = new LinkedHashMap<String, Function<ClipRecord, String>>();
        columns.put("speaker", ClipRecord::speaker);
        columns.put("split", clip -> clip.split().name().toLowerCase(Locale.ROOT));
        columns.put("duration", clip -> Optional.ofNullable(seconds.get(clip.id()))
                .map(DurationBand::of)
                .orElse(""));
        columns.put("sex", clip -> clip.attributes().getOrDefault("sex", ""));
        for (String column : rules.by)
            columns.putIfAbsent(column, clip -> clip.attributes().getOrDefault(column, ""));
        var breakdowns = new ArrayList<Breakdown>();
        columns.forEach((column, group) -> {
            int groups = Breakdown.names(judged, group).size();
            if (groups > 1 && groups <= Breakdown.MOST_GROUPS)
                breakdowns.add(Breakdown.of(column, judged, group, rules.bootstrap, CONFIDENCE));
        });
        return breakdowns;
    }

    /** Over the clips and labels that both have; ours is the rival where it is the worse audio that is looked at. */
    private static Against against(
            Rival rival,
            List<ClipRecord> clips,
            List<String> labels,
            List<ClipAnswer> answers,
            Rules rules,
            boolean rivalFirst) {
        var shared = labels.stream()
                .filter(label -> rival.answers().stream()
                        .flatMap(answer -> answer.parts().stream())
                        .anyMatch(part -> part.values().containsKey(label)))
                .toList();
        Set<String> here = names(Judged.of(shared, clips, answers, rules.pool));
        Set<String> there = names(Judged.of(shared, clips, rival.answers(), rules.pool));
        var both = clips.stream()
                .filter(clip -> here.contains(clip.id()) && there.contains(clip.id()))
                .toList();
        var ours = Judged.of(shared, both, answers, rules.pool).predictions();
        var theirs = Judged.of(shared, both, rival.answers(), rules.pool).predictions();
        return new Against(
                rival.name(),
                shared,
                rivalFirst
                        ? Comparison.of(theirs, ours, rules.bootstrap, rules.permutation, CONFIDENCE)
                        : Comparison.of(ours, theirs, rules.bootstrap, rules.permutation, CONFIDENCE));
    }

    private static Set<String> names(Judged judged) {
        return judged.clips().stream().map(ClipRecord::id).collect(Collectors.toSet());
    }
}
