package io.emistream.trainer.evaluate;

import io.emistream.trainer.corpus.ClipRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Labelled clips beside what a release said of them. A clip that it said nothing of is left out with its reason: there is no number that would be fair.
 *
 * @param clips that it said something of
 * @param predictions of these, in their order; a value is NaN where the release has no such output, a target where a clip is not labelled
 * @param leftOut the others
 */
public record Judged(List<ClipRecord> clips, Predictions predictions, List<LeftOut> leftOut) {
    /** Labels that every table may have beside its own. */
    public static final List<String> AFFECT = List.of("arousal", "dominance", "valence");

    public Judged {
        clips = List.copyOf(clips);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * A clip without a value.
     *
     * @param why as a phrase
     */
    public record LeftOut(String clip, String why) {}

    /**
     * Joins both by the clips' names.
     *
     * @param labels to compare
     * @throws IllegalArgumentException when two answers are of one clip
     */
    public static Judged of(List<String> labels, List<ClipRecord> clips, List<ClipAnswer> answers, Pooling pooling) {
        var byClip = new HashMap<String, ClipAnswer>();
        for (ClipAnswer answer : answers)
            if (byClip.put(answer.clip(), answer) != null)
                throw new IllegalArgumentException("two answers name the clip " + answer.clip() + "; give one a clip");
        var kept = new ArrayList<ClipRecord>();
        var said = new ArrayList<Map<String, Double>>();
        var leftOut = new ArrayList<LeftOut>();
        for (ClipRecord clip : clips) {
            ClipAnswer answer = byClip.get(clip.id());
            Map<String, Double> values = answer == null ? Map.of() : pooling.of(answer.parts());
            if (values.isEmpty()) {
                leftOut.add(new LeftOut(clip.id(), reason(answer)));
            } else {
                kept.add(clip);
                said.add(values);
            }
        }
        return new Judged(kept, predictions(labels, kept, said), leftOut);
    }

    private static String reason(@Nullable ClipAnswer answer) {
        if (answer == null) return "not scored";
        return answer.parts().isEmpty() ? "no speech was found" : "the release abstained";
    }

    private static Predictions predictions(
            List<String> labels, List<ClipRecord> clips, List<Map<String, Double>> said) {
        var predicted = new double[labels.size()][clips.size()];
        var targets = new double[labels.size()][clips.size()];
        for (int label = 0; label < labels.size(); label++) {
            String name = labels.get(label);
            for (int clip = 0; clip < clips.size(); clip++) {
                predicted[label][clip] = said.get(clip).getOrDefault(name, Double.NaN);
                targets[label][clip] = target(clips.get(clip), name);
            }
        }
        return new Predictions(
                labels,
                predicted,
                targets,
                clips.stream().map(ClipRecord::speaker).toList(),
                Double.NaN);
    }

    private static double target(ClipRecord clip, String label) {
        Float target = clip.labels().get(label);
        if (target != null) return target;
        var affect = clip.affect();
        if (affect == null) return Double.NaN;
        return switch (label) {
            case "arousal" -> affect.getArousal();
            case "dominance" -> affect.getDominance();
            case "valence" -> affect.getValence();
            default -> Double.NaN;
        };
    }

    /** Which clips have a property, as indices into the predictions. */
    public int[] where(Predicate<ClipRecord> property) {
        return IntStream.range(0, clips.size())
                .filter(clip -> property.test(clips.get(clip)))
                .toArray();
    }
}
