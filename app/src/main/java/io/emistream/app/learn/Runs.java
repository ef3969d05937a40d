package io.emistream.app.learn;

import io.emistream.app.learn.LearningOptions.Learning;
import io.emistream.app.role.StorePlace;
import io.emistream.model.ReleaseId;
import io.emistream.model.release.ReleaseStore;
import io.emistream.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The runs of a trainer, each in a folder of its own, and the command that starts one. One thread. */
final class Runs {
    private static final String CORPUS = "corpus";
    private static final List<String> WHILE_IT_RUNS = List.of(CORPUS, "checkpoints", "best");

    private final Learning learning;
    private final List<String> emi;
    private final Path clips;
    private final Path folder;
    private final StorePlace store;

    /**
     * Runs below a trainer's folder.
     *
     * @param emi command that starts {@code emi} in another process
     * @param store where starts are
     */
    Runs(Learning learning, List<String> emi, Path trainer, StorePlace store) {
        this.learning = learning;
        this.emi = List.copyOf(emi);
        this.clips = trainer.resolve(CORPUS);
        this.folder = trainer.resolve("runs");
        this.store = store;
    }

    Path place(String version) {
        return folder.resolve(version);
    }

    /** What a run makes. */
    ReleaseId release(String version) {
        return new ReleaseId(learning.name(), version);
    }

    /** Whether it has made it. */
    boolean made(String version) throws IOException {
        return candidates(place(version)).list().contains(release(version));
    }

    /** Where a run puts what it makes. */
    static ReleaseStore candidates(Path place) {
        return new ReleaseStore(candidatesPlace(place));
    }

    static Path candidatesPlace(Path place) {
        return place.resolve("candidate");
    }

    /** The clips that a run learned from. */
    static Path corpus(Path place) {
        return place.resolve(CORPUS);
    }

    static Path log(Path place) {
        return place.resolve("log.txt");
    }

    /** Starts a run, on the clips as they are now, or goes on with one from its last checkpoint; its process ends when this one does. */
    List<String> command(Ledger ledger, String version) throws IOException {
        Path place = place(version);
        boolean begun = new RunFolder(place).begun();
        if (!begun) snapshot(corpus(place));
        var command = new ArrayList<>(emi);
        command.addAll(List.of("train", "--json", "--with-parent", "--run", place.toString()));
        command.addAll(List.of("--store", store.text()));
        command.addAll(List.of("--into", candidatesPlace(place).toString()));
        if (begun) command.add("--resume");
        else command.addAll(settings(ledger, place, version));
        return command;
    }

    private List<String> settings(Ledger ledger, Path place, String version) {
        var settings = new ArrayList<>(List.of(
                "--corpus", corpus(place).toString(),
                "--output-set", learning.outputSet(),
                "--from", String.valueOf(ledger.start()),
                "--recipe", learning.recipe(),
                "--out", learning.name(),
                "--out-version", version));
        if (!learning.outputs().isEmpty()) settings.addAll(List.of("--outputs", String.join(",", learning.outputs())));
        ledger.settings().forEach((setting, value) -> settings.addAll(List.of("--set", setting + "=" + value)));
        return settings;
    }

    /** The clips as they are now, without a copy of their audio: a run must not see them change. */
    private void snapshot(Path to) throws IOException {
        delete(to); // of a start that was killed: clips may have gone since
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(clips)) {
            for (Path file : files.toList()) Files.createLink(to.resolve(file.getFileName()), file);
        }
    }

    /** Clears away what runs needed that are over: a clip that is deleted must not live on in an old run. */
    void tidy(@Nullable String underWay) throws IOException {
        if (!Files.isDirectory(folder)) return;
        try (Stream<Path> runs = Files.list(folder)) {
            for (Path run : runs.toList())
                if (!String.valueOf(run.getFileName()).equals(underWay))
                    for (String part : WHILE_IT_RUNS) delete(run.resolve(part));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
