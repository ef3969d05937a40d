package io.emistream.trainer.fit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The order in which an epoch sees its clips: by chance, with clips of similar length in one batch. Pure. */
final class Batches {
    /** Batches that are sorted by length together: enough for little padding, few enough for chance. */
    private static final int POOL = 16;

    private Batches() {}

    /** Indexes into {@code lengths}, each once; the last batch may be smaller. */
    static List<List<Integer>> of(int[] lengths, int size, long seed) {
        return of(lengths, size, POOL * size, seed);
    }

    /** The same without a look at lengths. */
    static List<List<Integer>> mixed(int[] lengths, int size, long seed) {
        return of(lengths, size, size, seed);
    }

    private static List<List<Integer>> of(int[] lengths, int size, int together, long seed) {
        var random = new Random(seed);
        List<Integer> order =
                IntStream.range(0, lengths.length).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(order, random);
        var batches = new ArrayList<List<Integer>>();
        for (int pool = 0; pool < order.size(); pool += together) {
            List<Integer> pooled = new ArrayList<>(order.subList(pool, Math.min(order.size(), pool + together)));
            pooled.sort(Comparator.comparingInt(index -> lengths[index]));
            for (int start = 0; start < pooled.size(); start += size)
                batches.add(List.copyOf(pooled.subList(start, Math.min(pooled.size(), start + size))));
        }
        Collections.shuffle(batches, random);
        return batches;
    }
}
