package io.emistream.model.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts waveforms of similar length together, so that little time goes into padding and a batch fits in memory.
 *
 * @param mostRows waveforms in a group, at least 1
 * @param mostSamples samples in a group, padding included; a single waveform may exceed it
 * @param freePadding samples of padding that cost less than another call
 */
record LengthGroups(int mostRows, long mostSamples, int freePadding) {
    /** A quarter of a second: true of a CPU. */
    static final int LITTLE = 4_000;

    /** Padding worth its row: a waveform at least this share of its group's longest. */
    private static final double SIMILAR = 0.85;

    LengthGroups {
        if (mostRows < 1 || mostSamples < 1) {
            throw new IllegalArgumentException(
                    "a batch of %d waveforms and %d samples; both must be at least 1".formatted(mostRows, mostSamples));
        }
    }

    /** The same with half as many samples in a group. */
    LengthGroups halved() {
        return new LengthGroups(mostRows, Math.max(1, mostSamples / 2), freePadding);
    }

    /** Groups of indexes into {@code lengths}, longest first; each index once. */
    List<List<Integer>> of(int[] lengths) {
        List<Integer> longestFirst = IntStream.range(0, lengths.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> lengths[i]).reversed())
                .toList();
        var groups = new ArrayList<List<Integer>>();
        for (int index : longestFirst) {
            List<Integer> open = groups.isEmpty() ? List.of() : groups.get(groups.size() - 1);
            if (open.isEmpty() || !joins(lengths[index], lengths[open.get(0)], open.size())) {
                open = new ArrayList<>();
                groups.add(open);
            }
            open.add(index);
        }
        return groups;
    }

    private boolean joins(int length, int longest, int rows) {
        return rows < mostRows
                && (rows + 1L) * longest <= mostSamples
                && (length >= SIMILAR * longest || longest - length <= freePadding);
    }
}
