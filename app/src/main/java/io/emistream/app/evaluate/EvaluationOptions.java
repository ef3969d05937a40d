package io.emistream.app.evaluate;

import io.emistream.app.problem.UsageProblem;
import io.emistream.trainer.evaluate.Pooling;
import io.emistream.trainer.statistics.Bootstrap;
import io.emistream.trainer.statistics.Permutation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is said of an evaluation, and where it is written. */
public final class EvaluationOptions {
    private static final String STANDARD_DRAWS = "2000";
    private static final int LEAST_DRAWS = 100;
    private static final int MOST_DRAWS = 1_000_000;
    private static final String STANDARD_SEED = "20240617";

    @Option(
            names = "--pool",
            defaultValue = "duration",
            description =
                    "how a clip's segments become one value: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}, a mean weighted by their lengths")
    private Pooling pool = Pooling.DURATION;

    @Option(
            names = "--by",
            split = ",",
            paramLabel = "COLUMN",
            description =
                    "also break down by these columns of the table; speaker, sex, split and duration are, where they are there")
    private List<String> by = List.of();

    @Option(
            names = "--against",
            paramLabel = "CSV|NAME[/VERSION]",
            description = "compare with predictions in a file, or with another release")
    private @Nullable String against;

    @Option(
            names = "--predictions",
            paramLabel = "CSV",
            description = "write the predictions, in the challenge's submission format")
    private @Nullable Path predictions;

    @Option(names = "--report", paramLabel = "DIR", description = "write a page, its pictures and tables")
    private @Nullable Path report;

    @Option(names = "--keep-audio", description = "put the worst clips into the page, to be heard")
    private boolean keepAudio;

    @Option(
            names = "--draws",
            defaultValue = STANDARD_DRAWS,
            description = "of the bootstrap; default ${DEFAULT-VALUE}")
    private int draws;

    @Option(
            names = "--seed",
            defaultValue = STANDARD_SEED,
            description = "of all that is drawn; default ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    /**
     * Looks whether all can be done, before anything is scored.
     *
     * @throws UsageProblem when it cannot
     */
    public void check() {
        if (draws < LEAST_DRAWS || draws > MOST_DRAWS)
            throw new UsageProblem("--draws is " + draws + "; give " + LEAST_DRAWS + " to " + MOST_DRAWS);
        if (against != null && against.endsWith(".csv") && otherFile().isEmpty())
            throw new UsageProblem("--against is " + against + ", but there is no such file; check the path");
        if (keepAudio && report == null) throw new UsageProblem("--keep-audio needs --report DIR to keep it in");
        if (predictions != null
                && !Files.isDirectory(predictions.toAbsolutePath().resolveSibling(".")))
            throw new UsageProblem("--predictions is " + predictions + ", but there is no such folder; make it first");
        if (report != null && Files.exists(report) && !Files.isDirectory(report))
            throw new UsageProblem("--report is " + report + ", which is a file; name a folder");
    }

    /**
     * Looks whether all can be done without a release to score with: as {@link #check()}, and {@code --against} must name a file.
     *
     * @throws UsageProblem when it cannot
     */
    public void checkWithoutScoring() {
        check();
        otherRelease().ifPresent(name -> {
            throw new UsageProblem(
                    "--against is " + name + ", which is no file; only emi evaluate scores with another release");
        });
    }

    /**
     * Looks whether the table has the columns to break down by.
     *
     * @throws UsageProblem when it lacks one
     */
    public void check(LabelledClips labelled) {
        for (String column : by)
            if (!labelled.source().header().contains(column))
                throw new UsageProblem(
                        "--by is " + column + ", and " + labelled.source().table() + " has the columns "
                                + labelled.source().header() + "; choose among them");
    }

    /** Columns that the user asked for. */
    List<String> by() {
        return by;
    }

    Figures.Rules rules() {
        return new Figures.Rules(
                pool, by, new Bootstrap(draws, seed), new Permutation(Permutation.STANDARD.draws(), seed));
    }

    /** What {@code --against} names, if it is no file. */
    Optional<String> otherRelease() {
        return Optional.ofNullable(against).filter(name -> !Files.isRegularFile(Path.of(name)));
    }

    /** The file that {@code --against} names. */
    Optional<PredictionsFile> otherFile() {
        return Optional.ofNullable(against)
                .map(Path::of)
                .filter(Files::isRegularFile)
                .map(PredictionsFile::new);
    }

    Optional<PredictionsFile> predictions() {
        return Optional.ofNullable(predictions).map(PredictionsFile::new);
    }

    Optional<Path> report() {
        return Optional.ofNullable(report);
    }

    boolean keepAudio() {
        return keepAudio;
    }

    boolean json() {
        return json;
    }

    long seed() {
        return seed;
    }
}
