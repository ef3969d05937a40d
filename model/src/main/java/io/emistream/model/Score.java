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

    private static final String NOT_FINITE =
            "the network gave a value that is not finite; check the release with `emi model verify`";

    /** A result that gives no values, and says why. */
    public static Score abstain(String reason) {
        return new Score(Map.of(), null, List.of(), reason);
    }

    /** A result of a network that gave a value that is not finite, for sound audio. */
    public static Score notFinite() {
        return abstain(NOT_FINITE);
    }

    /** Whether it is the release's fault that there are no values. */
    public boolean isNotFinite() {
        return NOT_FINITE.equals(abstained);
    }
}
