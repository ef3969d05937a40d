package io.emistream.processor;

import io.emistream.processor.cut.SilenceRules;
import io.emistream.processor.score.ScoringRules;
import io.emistream.processor.segment.SegmentRules;

/**
 * How audio is judged.
 *
 * @param segments where streams are cut
 * @param silence what happens to those that say nothing more
 * @param scoring how segments go to the scorer
 */
public record ProcessorRules(SegmentRules segments, SilenceRules silence, ScoringRules scoring) {

    /** The standards of each part. */
    public static ProcessorRules standard() {
        return new ProcessorRules(SegmentRules.standard(), SilenceRules.standard(), ScoringRules.standard());
    }
}
