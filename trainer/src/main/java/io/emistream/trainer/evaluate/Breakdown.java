package io.emistream.trainer.evaluate;

import io.emistream.trainer.corpus.ClipRecord;
import io.emistream.trainer.statistics.Bootstrap;
import io.emistream.trainer.statistics.Interval;
import io.emistream.trainer.statistics.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The same figures for groups of clips, and how far each group is from the rest. Pure.
 *
 * @param column that tells the groups
 * @param groups in the order of their names
 */
public record Breakdown(String column, List<Group> groups) {
    /** More groups than anyone reads; clips without speakers are thousands of groups. */
    public static final int MOST_GROUPS = 24;

    private static final List<Metric> COMPARED = List.of(Metric.PEARSON, Metric.MAE);

    public Breakdown {
        groups = List.copyOf(groups);
    }

    /**
     * One group.
     *
     * @param rho its mean ρ less that of all other clips
     * @param error its mean MAE less that of all other clips
     */
    public record Group(String name, Scorecard scorecard, Gap rho, Gap error) {}

    /**
     * A difference between a group and the rest.
     *
     * @param interval a bootstrap that draws speakers; unknown where either side has too few
     */
    public record Gap(double value, Interval interval) {}

    /**
     * Breaks down.
     *
     * @param group of a clip; an empty text where it has none
     */
    public static Breakdown of(
            String column, Judged judged, Function<ClipRecord, String> group, Bootstrap bootstrap, double confidence) {
        var groups = new ArrayList<Group>();
        for (String name : names(judged, group)) {
            int[] own = judged.where(clip -> group.apply(clip).equals(name));
            groups.add(group(name, judged.predictions(), own, bootstrap, confidence));
        }
        return new Breakdown(column, groups);
    }

    /** The groups there are, empty names left out. */
    public static Set<String> names(Judged judged, Function<ClipRecord, String> group) {
        var names = new TreeSet<String>();
        for (ClipRecord clip : judged.clips()) names.add(group.apply(clip));
        names.remove("");
        return names;
    }

    private static Group group(String name, Predictions said, int[] own, Bootstrap bootstrap, double confidence) {
        var member = new boolean[said.speakers().size()];
        for (int clip : own) member[clip] = true;
        int[] all = said.all();
        int[] rest = Arrays.stream(all).filter(row -> !member[row]).toArray();
        // what only one side is labelled with would be no difference between them
        int[] there = said.comparedLabels(rest);
        int[] labels = Arrays.stream(said.comparedLabels(own))
                .filter(label -> Arrays.binarySearch(there, label) >= 0)
                .toArray();
        double[] gaps = gaps(said, labels, member, all);
        // with one speaker on a side, every draw that has both sides at all is the same
        List<Interval> intervals = said.bySpeaker(own).count() < 2
                        || said.bySpeaker(rest).count() < 2
                ? List.of(Interval.UNKNOWN, Interval.UNKNOWN)
                : bootstrap.intervals(said.bySpeaker(all), confidence, rows -> gaps(said, labels, member, rows));
        return new Group(
                name,
                Scorecard.of(said, own, bootstrap, confidence),
                new Gap(gaps[0], intervals.get(0)),
                new Gap(gaps[1], intervals.get(1)));
    }

    private static double[] gaps(Predictions said, int[] labels, boolean[] member, int[] rows) {
        int[] own = Arrays.stream(rows).filter(row -> member[row]).toArray();
        int[] rest = Arrays.stream(rows).filter(row -> !member[row]).toArray();
        return COMPARED.stream()
                .mapToDouble(metric -> mean(said, metric, labels, own) - mean(said, metric, labels, rest))
                .toArray();
    }

    /** NaN where there is nothing to compare: too few clips, or no label whose metric is defined. */
    private static double mean(Predictions said, Metric metric, int[] labels, int[] rows) {
        boolean defined = rows.length > 1
                && IntStream.of(labels).anyMatch(label -> !Double.isNaN(said.value(metric, label, rows)));
        return defined ? said.values(metric, labels, rows)[said.labels().size()] : Double.NaN;
    }
}
