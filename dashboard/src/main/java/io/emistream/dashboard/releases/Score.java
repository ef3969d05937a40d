package io.emistream.dashboard.releases;

import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AffectValues;
import io.emistream.schemas.avro.EventKind;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one release said of one segment.
 *
 * @param release {@code name/version}
 * @param outputSet the set its labels belong to
 * @param intensities by label
 * @param affect null where the release gives none
 * @param inferenceMs length of the batch that scored it
 */
record Score(
        String release,
        String outputSet,
        Map<String, Float> intensities,
        @Nullable AffectValues affect,
        double inferenceMs) {
    Score {
        intensities = Map.copyOf(intensities);
    }

    /** The score in an event; empty where the event is not the last word on its segment, or has no values. */
    static Optional<Score> of(AffectEvent event) {
        if (event.getKind() != EventKind.FINAL || event.getAbstained()) return Optional.empty();
        return Optional.of(new Score(
                event.getModelName() + "/" + event.getModelVersion(),
                event.getOutputSet(),
                event.getIntensities(),
                event.getAffect(),
                event.getLatency().getInferenceMs()));
    }

    /** Not a number where the release does not give this label. */
    double intensity(String label) {
        return intensities.getOrDefault(label, Float.NaN);
    }

    double arousal() {
        return affect == null ? Double.NaN : affect.getArousal();
    }

    double dominance() {
        return affect == null ? Double.NaN : affect.getDominance();
    }

    double valence() {
        return affect == null ? Double.NaN : affect.getValence();
    }
}
