package io.emistream.trainer.ablation;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a row gave.
 *
 * @param release that was trained, as {@code NAME/VERSION}
 * @param epoch that was kept
 * @param seconds its training took, publication and evaluation included; what a killed process did since its last epoch is not counted
 * @param paddingShare share of the samples of all splits that it was judged by that were padding which it took for sound
 * @param splits what it reaches, by {@link #VALIDATION} and {@link #TEST}, or by {@link #HELD_OUT} alone; a split that it learned from, or that is empty, is
 *     missing
 */
public record RowResult(String release, int epoch, double seconds, double paddingShare, Map<String, Reached> splits) {
    /** The corpus's validation clips. */
    static final String VALIDATION = "validation";

    /** The corpus's test clips. */
    static final String TEST = "test";

    /** Clips of the speakers that a row within a split has not learned from: of that split, not of another one. */
    static final String HELD_OUT = "heldOut";

    public RowResult {
        splits = Map.copyOf(splits);
    }

    /**
     * Pearson's ρ on one split.
     *
     * @param clips judged
     * @param speakers of them
     * @param mean over labels, undefined ones counted as 0
     * @param low lower end of the mean's 95 % interval by speakers; null where there is but one
     * @param high upper end
     * @param pearson by label; undefined ones are missing
     */
    public record Reached(
            int clips,
            int speakers,
            double mean,
            @Nullable Double low,
            @Nullable Double high,
            Map<String, Double> pearson) {
        public Reached {
            pearson = new TreeMap<>(pearson);
        }
    }
}
