package io.emistream.model.engine;

import io.emistream.model.Waveform;
import java.util.Arrays;
import java.util.List;

/**
 * How long a network takes waveforms to be.
 *
 * @param leastSamples 0 for as long as they are; else all as long as the longest of their batch, and at least this long
 */
record Padding(int leastSamples) {

    /** Samples of each row; what goes beyond its own is zeros. */
    int[] shown(List<Waveform> rows, List<Waveform> batch) {
        if (leastSamples == 0)
            return rows.stream().mapToInt(row -> row.samples().length).toArray();
        var shown = new int[rows.size()];
        Arrays.fill(shown, Math.max(leastSamples, Inputs.longest(batch)));
        return shown;
    }

    static int longest(int[] shown) {
        return Arrays.stream(shown).max().orElseThrow();
    }
}
