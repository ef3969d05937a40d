package io.emistream.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a release says of one waveform.
 *
 * @param intensities by label, clipped to [0, 1], in the release's label order; empty when abstained or without a fusion head
 * @param affect of the whole waveform; null when abstained or without an affect head
 * @param affectCurve one value each 100 ms from the first sample on; empty when abstained or without an affect head
 * @param abstained why the waveform was not scored; null when it was
 */
public record Score(
        Map<String, Float> intensities, @Nullable Affect affect, List<Affect> affectCurve, @Nullable String abstained) {

    /** A result that gives no values, and says why. */
    public static Score abstain(String reason) {
        return new Score(Map.of(), null, List.of(), reason);
    }
}
