package io.emistream.trainer.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rows that belong together, as the clips of one speaker do: they are drawn together, since they are no independent observations.
 *
 * @param rows of each cluster, in the order in which their names first appear; shared
 */
public record Clusters(List<int[]> rows) {
    public Clusters {
        rows = List.copyOf(rows);
    }

    /** Some rows, by the name that each row of the whole table has. */
    public static Clusters of(List<String> names, int[] rows) {
        var byName = new LinkedHashMap<String, List<Integer>>();
        for (int row : rows)
            byName.computeIfAbsent(names.get(row), any -> new ArrayList<>()).add(row);
        return new Clusters(byName.values().stream()
                .map(some -> some.stream().mapToInt(Integer::intValue).toArray())
                .toList());
    }

    /** How many. */
    public int count() {
        return rows.size();
    }

    /** As many clusters as there are, drawn with replacement, with all their rows. */
    int[] draw(SplittableRandom random) {
        var drawn = new int[rows.size()][];
        int length = 0;
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = rows.get(random.nextInt(rows.size()));
            length += drawn[i].length;
        }
        var all = new int[length];
        int at = 0;
        for (int[] some : drawn) {
            System.arraycopy(some, 0, all, at, some.length);
            at += some.length;
        }
        return all;
    }

    /** Which rows belong to clusters that are chosen; as long as the whole table. */
    boolean[] chosen(boolean[] clusters, int table) {
        var chosen = new boolean[table];
        for (int i = 0; i < clusters.length; i++) if (clusters[i]) for (int row : rows.get(i)) chosen[row] = true;
        return chosen;
    }

    /** Every row once, in ascending order. */
    public int[] all() {
        return rows.stream().flatMapToInt(Arrays::stream).sorted().toArray();
    }
}
