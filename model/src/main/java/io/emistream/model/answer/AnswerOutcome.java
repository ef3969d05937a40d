package io.emistream.model.answer;

import io.emistream.model.release.KnownAnswer;

/**
 * How far a release is from a known answer.
 *
 * @param distance largest absolute difference over the answer's outputs; infinite when one is missing or the release abstained
 * @param where the output with that difference, and both values
 */
public record AnswerOutcome(KnownAnswer answer, double distance, String where) {
    /** Whether it is within the answer's tolerance. */
    public boolean holds() {
        return distance <= answer.tolerance();
    }
}
