package io.emistream.app.evaluate;

import io.emistream.app.problem.UsageProblem;
import io.emistream.schemas.avro.Split;
import io.emistream.trainer.corpus.BadDataset;
import io.emistream.trainer.corpus.LabelSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What clips are compared with. */
public final class LabelOptions {
    @Option(
            names = "--labels",
            paramLabel = "CSV|DIR",
            description =
                    "one row a clip: file (below FOLDER), perhaps speaker and split, one column a label in 0 to 1; "
                            + "or a folder in the EMI challenge's layout (train_split.csv …, audio/00042.mp3)")
    private @Nullable Path labels;

    @Option(
            names = "--outputs",
            split = ",",
            paramLabel = "LABEL",
            description = "labels to compare; default: all that the release gives and the table has")
    private List<String> outputs = List.of();

    @Option(
            names = "--split",
            split = ",",
            paramLabel = "SPLIT",
            description = "clips to take, where the table says a split: train, val, test; default: val,test")
    private List<String> splits = List.of("val", "test");

    /** Whether labels were named. */
    public boolean given() {
        return labels != null;
    }

    /**
     * The labelled clips.
     *
     * @param folder of the audio; with no {@code --labels} it must have the challenge's layout
     * @throws UsageProblem when the table is missing or cannot be used, or none of its clips is in the splits
     */
    public LabelledClips read(Path folder) {
        Path table = labels;
        if (table == null && !LabelSource.isChallenge(folder))
            throw new UsageProblem("give --labels CSV: " + folder
                    + " has no train_split.csv and valid_split.csv, as the EMI challenge's layout has");
        try {
            return LabelledClips.read(LabelSource.open(table == null ? folder : table, folder), chosen(), outputs);
        } catch (BadDataset e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        }
    }

    private List<Split> chosen() {
        return splits.stream().map(LabelOptions::split).toList();
    }

    private static Split split(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "train" -> Split.TRAIN;
            case "val", "valid" -> Split.VALIDATION;
            case "test" -> Split.TEST;
            default -> throw new UsageProblem("--split has " + name + "; train, val and test are known");
        };
    }
}
