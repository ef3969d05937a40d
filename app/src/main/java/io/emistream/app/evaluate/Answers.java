package io.emistream.app.evaluate;

import io.emistream.model.Affect;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.trainer.evaluate.ClipAnswer;
import io.emistream.trainer.evaluate.ClipAnswer.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a release said of clips.
 *
 * @param release its name and version
 * @param labels of its outputs
 * @param clips one a clip that could be scored, in any order
 * @param seconds how long clips are, by name; a clip may be missing
 * @param failures one line for each clip that could not: unreadable, unpublished, late
 */
public record Answers(
        String release,
        List<String> labels,
        List<ClipAnswer> clips,
        Map<String, Double> seconds,
        List<String> failures) {
    public Answers {
        labels = List.copyOf(labels);
        clips = List.copyOf(clips);
        seconds = Map.copyOf(seconds);
        failures = List.copyOf(failures);
    }

    /** A final event as a part of its clip; without values where the release abstained. */
    public static Part part(AffectEvent event) {
        var affect = event.getAffect();
        return new Part(
                event.getFirstSample(),
                event.getLastSample(),
                event.getAbstained()
                        ? Map.of()
                        : values(
                                event.getIntensities(),
                                affect == null
                                        ? null
                                        : new Affect(affect.getArousal(), affect.getDominance(), affect.getValence())));
    }

    static Map<String, Double> values(Map<String, Float> intensities, @Nullable Affect affect) {
        var values = new LinkedHashMap<String, Double>();
        intensities.forEach((label, value) -> values.put(label, (double) value));
        if (affect != null) {
            values.put("arousal", (double) affect.arousal());
            values.put("dominance", (double) affect.dominance());
            values.put("valence", (double) affect.valence());
        }
        return values;
    }
}
