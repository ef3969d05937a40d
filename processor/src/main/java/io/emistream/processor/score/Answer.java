package io.emistream.processor.score;

import io.emistream.model.Scored;

/** What the scorer said of a segment. */
sealed interface Answer {

    /** A score, or the release's own abstention. */
    record Given(Scored scored) implements Answer {}

    /** The engine failed on it, and may be asked once more. */
    record Retry(String reason) implements Answer {}

    /** The engine failed on it for good: the segment is answered with an abstention. */
    record Failed(String reason) implements Answer {}

    /** It was never asked: the segment is not to be scored. */
    record Unasked(String reason) implements Answer {}

    /** The scorer is closing: not the segment's fault, and it stays in the store. */
    record Withdrawn() implements Answer {}
}
