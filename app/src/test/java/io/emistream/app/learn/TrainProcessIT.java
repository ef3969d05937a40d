package io.emistream.app.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.app.role.OwnCommand;
import io.emistream.model.ReleaseId;
import io.emistream.model.release.ReleaseStore;
import io.emistream.model.release.TinyRelease;
import io.emistream.schemas.avro.Split;
import io.emistream.trainer.corpus.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code emi train} as a process that is killed. */
class TrainProcessIT {
    private static final ReleaseId BASE = new ReleaseId("base", "1");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @BeforeEach
    void makeClips() throws Exception {
        TinyRelease.publish(new ReleaseStore(folder.resolve("releases")), BASE, Clips.SET);
        var corpus = Corpus.open(folder.resolve("corpus"));
        for (int i = 0; i < 8; i++) corpus.put(Clips.clip("t" + i, "trains", Split.TRAIN));
        for (int i = 0; i < 4; i++) corpus.put(Clips.clip("v" + i, "validates", Split.VALIDATION));
    }

    @Test
    void aRunThatIsKilledAndResumedEndsWithTheWeightsOfOneThatWasNot() throws Exception {
        Process whole = start("whole", "whole-run", begin("whole", 12));
        assertThat(whole.waitFor(90, TimeUnit.SECONDS)).isTrue();

        Process killed = start("first", "killed-run", begin("killed", 12));
        await("first", "\"epoch\":3,");
        killed.destroyForcibly().waitFor();
        Process resumed = start("second", "killed-run", List.of("--resume"));
        assertThat(resumed.waitFor(90, TimeUnit.SECONDS)).isTrue();

        assertThat(epochs("second").get(0)).isGreaterThan(1);
        assertThat(weights("killed")).hasSameBinaryContentAs(weights("whole"));
    }

    @Test
    void aRunEndsWithTheTrainerThatIsKilledAndItsHeirWaitsUntilThen() throws Exception {
        Process trainer = beside("first", begin("learned", 100_000));
        await("first", "\"EPOCH\"");
        Process heir = beside("second", List.of("--resume"));
        try {
            await("second.pid", "");
            long child =
                    Long.parseLong(Files.readString(folder.resolve("first.pid")).strip());

            trainer.destroyForcibly().waitFor();

            ProcessHandle.of(child)
                    .ifPresent(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(60)));
            await("second", "\"EPOCH\"");
            assertThat(epochs("second").get(0))
                    .isGreaterThanOrEqualTo(epochs("first").size());
        } finally {
            heir.descendants().forEach(ProcessHandle::destroyForcibly);
            heir.destroyForcibly();
        }
    }

    private List<String> begin(String out, int epochs) {
        return List.of(
                "--corpus",
                folder.resolve("corpus").toString(),
                "--output-set",
                Clips.SET,
                "--from",
                BASE.toString(),
                "--out",
                out,
                "--set",
                "epochs=" + epochs,
                "--set",
                "batch=8");
    }

    private Process start(String out, String run, List<String> more) throws IOException {
        return process(out, command(run, more));
    }

    /** As the child of a shell, which stands for the trainer. */
    private Process beside(String out, List<String> more) throws IOException {
        Path pid = folder.resolve(out + ".pid");
        var command = new ArrayList<>(List.of(
                "/bin/sh", "-c", "\"$@\" & echo $! > '" + pid + ".part' && mv '" + pid + ".part' '" + pid + "'; wait"));
        command.add("sh");
        command.addAll(command("run", more));
        command.add("--with-parent");
        return process(out, command);
    }

    private List<String> command(String run, List<String> more) {
        var command = new ArrayList<>(OwnCommand.words());
        command.addAll(List.of("train", "--json", "--run", folder.resolve(run).toString()));
        command.addAll(List.of("--store", folder.resolve("releases").toString()));
        command.addAll(more);
        return command;
    }

    private Process process(String out, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve(out).toFile())
                .redirectError(folder.resolve(out + ".err").toFile())
                .start();
    }

    private void await(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!Files.exists(file) || !Files.readString(file).contains(text)) {
            assertThat(System.nanoTime()).as("%s in %s, in time", text, file).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** Which epochs a process says it has ended. */
    private List<Integer> epochs(String out) throws IOException {
        return Files.readAllLines(folder.resolve(out)).stream()
                .filter(line -> line.contains("\"EPOCH\"") && line.endsWith("}"))
                .map(line -> Integer.valueOf(line.replaceAll(".*\"epoch\":(\\d+).*", "$1")))
                .toList();
    }

    private Path weights(String name) throws IOException {
        try (var versions = Files.list(folder.resolve("releases").resolve(name))) {
            return versions.findFirst().orElseThrow().resolve("model.safetensors");
        }
    }
}
