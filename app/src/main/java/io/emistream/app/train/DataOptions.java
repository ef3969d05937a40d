package io.emistream.app.train;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.problem.UsageProblem;
import io.emistream.trainer.corpus.BadDataset;
import io.emistream.trainer.corpus.ClipEncoder;
import io.emistream.trainer.corpus.Columns;
import io.emistream.trainer.corpus.Corpus;
import io.emistream.trainer.corpus.Dataset;
import io.emistream.trainer.corpus.Datasets;
import io.emistream.trainer.corpus.LabelColumn;
import io.emistream.trainer.corpus.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which clips are learned from. */
public final class DataOptions {
    private static final int SHOWN = 20;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "audio; without --labels it has the EMI challenge's layout: train_split.csv …, audio/00042.mp3")
    private @Nullable Path data;

    @Option(
            names = "--labels",
            paramLabel = "CSV",
            description = "one row a clip: file (below --data), speaker, split (train, val, test), one column a label, "
                    + "and arousal, dominance, valence where they were rated")
    private @Nullable Path labels;

    @Option(
            names = "--outputs",
            split = ",",
            paramLabel = "A,B,…",
            description = "label columns to learn; needed with --labels")
    private List<String> outputs = List.of();

    @Option(
            names = "--output-set",
            paramLabel = "NAME",
            description = "of the labels; needed with --labels and --corpus; emi-v1 is the EMI challenge's own")
    private @Nullable String outputSet;

    @Option(
            names = "--corpus",
            paramLabel = "DIR",
            description = "clips that a trainer has collected, instead of --data")
    private @Nullable Path corpus;

    /**
     * What is learned from.
     *
     * @param folder of the corpus
     * @param problems rows and clips that were left out, or need a look
     */
    public record Chosen(Path folder, Corpus corpus, String outputSet, List<String> labels, List<Problem> problems) {}

    /**
     * Opens the corpus; reads a data set into one first.
     *
     * @param folder for the corpus of a data set
     * @throws UsageProblem when options do not go together, or the data set cannot be read
     */
    public Chosen read(Path folder) {
        if ((data == null) == (corpus == null)) throw new UsageProblem("give --data DIR or --corpus DIR");
        try {
            return corpus == null ? encoded(dataset(), folder) : collected(corpus);
        } catch (BadDataset | IllegalArgumentException e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new EnvironmentProblem("the clips cannot be read or copied: " + e.getMessage(), e);
        }
    }

    private Dataset dataset() throws BadDataset {
        Path audio = Objects.requireNonNull(data);
        if (labels == null) return Datasets.emiChallenge(audio);
        if (outputs.isEmpty()) throw new UsageProblem("--labels needs --outputs: the label columns to learn");
        var columns = outputs.stream().map(LabelColumn::intensity).toList();
        String name = String.valueOf(audio.toAbsolutePath().normalize().getFileName());
        return Datasets.scaledCsv(labels, audio, name, set(), Columns.STANDARD, columns);
    }

    private String set() {
        if (outputSet == null) throw new UsageProblem("name the labels' set with --output-set, such as acted-v1");
        return outputSet;
    }

    private static Chosen encoded(Dataset dataset, Path folder) throws IOException {
        Corpus corpus = Corpus.open(folder);
        var problems = new ArrayList<>(dataset.problems());
        problems.addAll(new ClipEncoder(corpus::put).encode(dataset));
        return new Chosen(folder, corpus, dataset.outputSet(), dataset.labels(), problems);
    }

    private Chosen collected(Path folder) throws IOException {
        Corpus opened = Corpus.open(folder);
        List<String> found = outputs.isEmpty()
                ? opened.clips().stream()
                        .filter(clip -> clip.outputSet().equals(set()))
                        .flatMap(clip -> clip.labels().keySet().stream())
                        .distinct()
                        .sorted()
                        .toList()
                : outputs;
        return new Chosen(folder, opened, set(), found, List.of());
    }

    /** The first problems, one line each, and how many there are. */
    public static void tell(List<Problem> problems, PrintWriter err) {
        problems.stream().limit(SHOWN).forEach(problem -> err.println("emi: " + problem));
        if (problems.size() > SHOWN) err.println("emi: and " + (problems.size() - SHOWN) + " more");
        err.flush();
    }
}
