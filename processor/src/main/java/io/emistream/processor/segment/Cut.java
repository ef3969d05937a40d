package io.emistream.processor.segment;

import io.emistream.schemas.avro.Trigger;
import java.util.function.Function;

/** What became of a stretch of one participant's speech. Cuts of a participant come in order and never overlap. */
public sealed interface Cut {

    /** Index of the first sample in the participant's 16 kHz timeline. */
    long firstSample();

    /** Index of the last sample, inclusive. */
    long lastSample();

    /** Exhaustive choice, until the language has it for sealed types. */
    <T> T match(Function<Segment, T> segment, Function<Skipped, T> skipped);

    /** Samples in the stretch. */
    default int length() {
        return Math.toIntExact(lastSample() - firstSample() + 1);
    }

    /**
     * To be scored.
     *
     * @param trigger what closed it
     * @param speechRatio share of its frames with voice, above 0 to 1
     */
    record Segment(long firstSample, long lastSample, Trigger trigger, float speechRatio) implements Cut {
        @Override
        public <T> T match(Function<Segment, T> segment, Function<Skipped, T> skipped) {
            return segment.apply(this);
        }
    }

    /**
     * Voice too short to score, with nothing near to join.
     *
     * @param reason with value and limit, for people
     */
    record Skipped(long firstSample, long lastSample, String reason) implements Cut {
        @Override
        public <T> T match(Function<Segment, T> segment, Function<Skipped, T> skipped) {
            return skipped.apply(this);
        }
    }
}
