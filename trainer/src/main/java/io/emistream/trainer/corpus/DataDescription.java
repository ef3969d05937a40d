package io.emistream.trainer.corpus;

import io.emistream.schemas.avro.Split;
import io.emistream.trainer.statistics.Metric;
import io.emistream.trainer.statistics.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/**
 * What a data set holds, as the paper's section 3.2 tells it of the EMI challenge's. Pure.
 *
 * @param parts of each split that has clips, then of all clips
 * @param labels names
 * @param correlations Pearson's ρ of labels with each other, over all clips; NaN where undefined
 */
@SuppressWarnings("ArrayRecordComponent") // a small matrix; made and read once
public record DataDescription(List<Part> parts, List<String> labels, double[][] correlations) {
    private static final double SHORT = 1;
    private static final double LONG = 12;
    private static final double NEAR_ZERO = 0.05;
    private static final String ALL = "all";

    public DataDescription {
        parts = List.copyOf(parts);
        labels = List.copyOf(labels);
    }

    /**
     * The clips of one split, or of all.
     *
     * @param speakers how many; as many as clips where the data set names none
     * @param seconds of the clips that could be read
     * @param shortShare of these, those under 1 s
     * @param longShare of these, those over 12 s
     * @param labels in their order
     */
    public record Part(
            String name,
            int clips,
            long speakers,
            Spread seconds,
            double shortShare,
            double longShare,
            List<LabelSpread> labels) {
        public Part {
            labels = List.copyOf(labels);
        }
    }

    /**
     * How one label is spread.
     *
     * @param nearZero share of values of at most 0.05
     */
    public record LabelSpread(Spread values, double nearZero) {}

    /**
     * Describes.
     *
     * @param seconds how long clips are, by id; a clip may be missing
     */
    public static DataDescription of(List<ClipRecord> clips, List<String> labels, Map<String, Double> seconds) {
        var groups = new LinkedHashMap<String, Predicate<ClipRecord>>();
        for (Split split : List.of(Split.TRAIN, Split.VALIDATION, Split.TEST))
            groups.put(split.name().toLowerCase(Locale.ROOT), clip -> clip.split() == split);
        groups.put(ALL, clip -> true);
        var parts = new ArrayList<Part>();
        groups.forEach((name, member) -> {
            var own = clips.stream().filter(member).toList();
            if (!own.isEmpty()) parts.add(part(name, own, labels, seconds));
        });
        return new DataDescription(parts, labels, correlations(clips, labels));
    }

    private static Part part(String name, List<ClipRecord> clips, List<String> labels, Map<String, Double> seconds) {
        double[] lengths = clips.stream()
                .mapToDouble(clip -> seconds.getOrDefault(clip.id(), Double.NaN))
                .toArray();
        return new Part(
                name,
                clips.size(),
                clips.stream().map(ClipRecord::speaker).distinct().count(),
                Spread.of(lengths),
                share(lengths, length -> length < SHORT),
                share(lengths, length -> length > LONG),
                labels.stream()
                        .map(label -> values(clips, label))
                        .map(values -> new LabelSpread(Spread.of(values), share(values, value -> value <= NEAR_ZERO)))
                        .toList());
    }

    private static double share(double[] values, DoublePredicate what) {
        double[] known =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        return known.length == 0
                ? Double.NaN
                : (double) Arrays.stream(known).filter(what).count() / known.length;
    }

    /** A label of each clip, NaN where it is not labelled. */
    public static double[] values(List<ClipRecord> clips, String label) {
        return clips.stream()
                .mapToDouble(clip -> {
                    Float value = clip.labels().get(label);
                    return value == null ? Double.NaN : value;
                })
                .toArray();
    }

    private static double[][] correlations(List<ClipRecord> clips, List<String> labels) {
        var correlations = new double[labels.size()][labels.size()];
        for (int row = 0; row < labels.size(); row++)
            for (int column = 0; column < labels.size(); column++)
                correlations[row][column] =
                        Metric.PEARSON.of(values(clips, labels.get(row)), values(clips, labels.get(column)));
        return correlations;
    }
}
