package io.emistream.processor;

import io.emistream.processor.cut.SilenceRules;
import io.emistream.processor.score.ScoringRules;
import io.emistream.processor.segment.SegmentRules;
import java.time.Duration;

/**
 * How audio is judged.
 *
 * @param segments where streams are cut
 * @param silence what happens to those that say nothing more
 * @param scoring how segments go to the scorer
 * @param hop of media time between provisional events of a segment that is open; zero for none
 */
public record ProcessorRules(SegmentRules segments, SilenceRules silence, ScoringRules scoring, Duration hop) {
    public ProcessorRules {
        if (!hop.isZero() && (hop.toMillis() < 100 || hop.compareTo(segments.longest()) > 0))
            throw new IllegalArgumentException("the hop is " + hop.toMillis() + " ms; give 100 ms to "
                    + segments.longest().toMillis() + " ms, the longest segment, or 0 for no provisional events");
    }

    /** The standards of each part, without provisional events. */
    public static ProcessorRules standard() {
        return new ProcessorRules(
                SegmentRules.standard(), SilenceRules.standard(), ScoringRules.standard(), Duration.ZERO);
    }

    /** The same, with music and noise scored as speech is. */
    public ProcessorRules ofAnySound() {
        return new ProcessorRules(segments, silence, scoring.ofAnySound(), hop);
    }

    /** The same with provisional events each hop of media time. */
    public ProcessorRules hopping(Duration every) {
        return new ProcessorRules(segments, silence, scoring, every);
    }
}
