package io.emistream.trainer.evaluate;

import java.util.List;
import java.util.Map;

/**
 * What a release said of one clip, part by part: the segments of a stream, or the clip's beginning alone.
 *
 * @param clip its name in the label table, a file below the data folder
 * @param parts in order; empty where nothing in the clip was taken for speech
 */
public record ClipAnswer(String clip, List<Part> parts) {
    public ClipAnswer {
        parts = List.copyOf(parts);
    }

    /**
     * One scored stretch of the clip.
     *
     * @param firstSample of the clip's 16 kHz timeline
     * @param lastSample inclusive
     * @param values intensities by label, and {@code arousal}, {@code dominance}, {@code valence}; empty where the release abstained
     */
    public record Part(long firstSample, long lastSample, Map<String, Double> values) {
        public Part {
            values = Map.copyOf(values);
        }

        /** Samples it covers. */
        public long length() {
            return lastSample - firstSample + 1;
        }
    }
}
