package io.emistream.trainer.corpus;

import io.emistream.schemas.avro.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads the data-set layouts that are known. Stateless. */
public final class Datasets {
    /** The six intensities of the EMI challenge, in its column order. */
    public static final List<String> EMI_LABELS =
            List.of("Admiration", "Amusement", "Determination", "Empathic Pain", "Excitement", "Joy");

    private Datasets() {}

    /**
     * The layout of the EMI challenge: {@code train_split.csv}, {@code valid_split.csv}, {@code test_split.csv} and
     * {@code audio/00042.mp3}. The test split may lack labels. It names no speakers: each clip counts as its own.
     */
    public static Dataset emiChallenge(Path folder) throws BadDataset {
        var clips = new ArrayList<ClipRecord>();
        var problems = new ArrayList<Problem>();
        for (var split : List.of(Split.TRAIN, Split.VALIDATION, Split.TEST)) {
            var table = new LabelTable(
                    Columns.EMI,
                    split,
                    folder.toAbsolutePath().resolve("audio"),
                    columns(EMI_LABELS),
                    Files::isRegularFile);
            table.read(folder.resolve(split == Split.VALIDATION ? "valid_split.csv" : name(split)));
            clips.addAll(table.clips);
            problems.addAll(table.problems);
        }
        return Dataset.of("emi-challenge", "emi-v1", EMI_LABELS, clips, problems);
    }

    /**
     * One CSV, one row a clip, one column a label in [0, 1]; audio paths are relative to the CSV's folder, and stay below it. Columns named arousal,
     * dominance and valence are affect, where they are.
     *
     * @param outputSet of the labels; emi-v1 is the EMI challenge's own and refused here
     */
    public static Dataset csv(Path csv, String name, String outputSet, Columns columns, List<String> labels)
            throws BadDataset {
        return scaledCsv(csv, name, outputSet, columns, columns(labels));
    }

    /** As {@link #csv}, with label columns that have names or scales of their own. */
    public static Dataset scaledCsv(Path csv, String name, String outputSet, Columns columns, List<LabelColumn> labels)
            throws BadDataset {
        var folder = csv.toAbsolutePath().getParent();
        return scaledCsv(csv, folder == null ? csv : folder, name, outputSet, columns, labels);
    }

    /** As {@link #scaledCsv}, with the audio below another folder than the CSV's. */
    public static Dataset scaledCsv(
            Path csv, Path audio, String name, String outputSet, Columns columns, List<LabelColumn> labels)
            throws BadDataset {
        if (outputSet.equals("emi-v1"))
            throw new IllegalArgumentException(
                    "output set emi-v1 means the EMI challenge's own data; give another name");
        var names = labels.stream().map(LabelColumn::label).toList();
        if (labels.isEmpty() || new HashSet<>(names).size() < names.size())
            throw new IllegalArgumentException("labels are " + names + "; name at least one, and none twice");
        var table = new LabelTable(columns, null, audio.toAbsolutePath(), labels, Files::isRegularFile);
        table.read(csv);
        return Dataset.of(name, outputSet, names, table.clips, table.problems);
    }

    private static List<LabelColumn> columns(List<String> labels) {
        return labels.stream().map(LabelColumn::intensity).toList();
    }

    private static String name(Split split) {
        return split == Split.TRAIN ? "train_split.csv" : "test_split.csv";
    }
}
