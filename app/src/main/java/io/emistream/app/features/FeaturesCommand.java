package io.emistream.app.features;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.ClipCut;
import io.emistream.app.role.Inference;
import io.emistream.app.show.ProgressLine;
import io.emistream.audio.AudioFiles;
import io.emistream.audio.UnreadableAudio;
import io.emistream.model.engine.Embedder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what a network makes of recordings before its heads, for heads that are trained elsewhere. */
@Command(
        name = "features",
        mixinStandardHelpOptions = true,
        description =
                "Writes frame and clip embeddings of recordings as NPY files with an index in CSV, for heads that are trained elsewhere.",
        footer = {"", "Example: emi features clips --into features --labels clips/labels.csv --clips paper"})
public final class FeaturesCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "of recordings, at any depth")
    private Path folder = Path.of(".");

    @Option(names = "--into", required = true, paramLabel = "DIR", description = "where they are written")
    private Path into = Path.of(".");

    @Option(
            names = "--level",
            defaultValue = "both",
            description =
                    "frame: hidden states and affect each 20 ms; clip: their mean, one vector; both; default ${DEFAULT-VALUE}")
    private Level level = Level.BOTH;

    @Option(
            names = "--clips",
            defaultValue = "stream",
            description =
                    "what of a recording: stream, its segments as of the live stream; paper, its first 12 s as they are; default ${DEFAULT-VALUE}")
    private ClipCut cut = ClipCut.STREAM;

    @Option(
            names = "--labels",
            paramLabel = "CSV|DIR",
            description =
                    "a table whose files alone are taken, and whose columns are carried along; or a folder in the EMI challenge's layout")
    private @Nullable Path labels;

    @Mixin
    private final Inference inference = new Inference();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final List<String> problems = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) throw new UsageProblem("there is no folder " + folder + "; check the path");
        var carried = labels == null ? CarriedColumns.NONE : CarriedColumns.read(labels, folder);
        carried.problems().forEach(problem -> problems.add(problem.toString()));
        var files = labels == null
                ? files()
                : carried.rows().keySet().stream().sorted().toList();
        if (files.isEmpty()) throw new UsageProblem("folder " + folder + " holds no files; name one with recordings");
        try (var embedder = inference.embedder();
                var to = create(embedder, carried);
                var progress = ProgressLine.on(err())) {
            for (int i = 0; i < files.size(); i++) {
                progress.show(i + " of " + files.size() + " recordings, " + to.rows() + " stretches");
                describe(files.get(i), embedder, to, carried);
            }
            progress.close();
            spec.commandLine()
                    .getOut()
                    .println("wrote " + to.rows() + " stretches of " + files.size() + " recordings into " + into);
        }
        problems.forEach(problem -> err().println("emi: " + problem));
        return problems.isEmpty() ? 0 : 1;
    }

    /** But for those that are written here. */
    private List<Path> files() throws IOException {
        var mine = into.toAbsolutePath().normalize();
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> !file.toAbsolutePath().normalize().startsWith(mine))
                    .sorted()
                    .toList();
        }
    }

    private FeatureFolder create(Embedder embedder, CarriedColumns carried) {
        try {
            return FeatureFolder.create(into, level, embedder, carried.names());
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private EnvironmentProblem unwritable(IOException e) {
        return new EnvironmentProblem("folder " + into + " cannot be written (" + e + "): choose another", e);
    }

    private void describe(Path file, Embedder embedder, FeatureFolder to, CarriedColumns carried) {
        var clip = folder.toAbsolutePath()
                .normalize()
                .relativize(file.toAbsolutePath().normalize());
        var segments = new int[1];
        try (var audio = AudioFiles.open(file)) {
            Stretches.of(audio, cut, stretch -> {
                var features = embedder.of(stretch.waveform());
                to.add(clip.toString().replace('\\', '/'), segments[0]++, stretch, features, carried.of(file));
            });
        } catch (UnreadableAudio e) {
            problems.add(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw unwritable(e);
        } catch (IllegalArgumentException e) {
            problems.add(file + ": " + e.getMessage());
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
