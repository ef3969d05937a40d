package io.emistream.app.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.app.role.OwnCommand;
import io.emistream.model.ReleaseId;
import io.emistream.model.release.ReleaseStore;
import io.emistream.schemas.avro.Split;
import io.emistream.trainer.corpus.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithParentIT {
    private static final ReleaseId BASE = new ReleaseId("base", "1");

    @TempDir
    private Path folder;

    @Test
    void aRunEndsWithTheTrainerThatIsKilledAndIsNeverAtTwoProcesses() throws Exception {
        TinyRelease.publish(new ReleaseStore(folder.resolve("releases")), BASE, Clips.SET);
        var corpus = Corpus.open(folder.resolve("corpus"));
        for (int i = 0; i < 8; i++) corpus.put(Clips.clip("t" + i, "trains", Split.TRAIN));
        for (int i = 0; i < 4; i++) corpus.put(Clips.clip("v" + i, "validates", Split.VALIDATION));
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        Process parent = start(
                first,
                "--corpus",
                folder.resolve("corpus").toString(),
                "--output-set",
                Clips.SET,
                "--from",
                BASE.toString(),
                "--out",
                "learned",
                "--set",
                "epochs=1000000",
                "--set",
                "batch=8");
        await(first, "\"EPOCH\"");
        Process heir = start(second, "--resume");
        try {
            await(folder.resolve("second.pid"), "");
            long child =
                    Long.parseLong(Files.readString(folder.resolve("first.pid")).strip());

            parent.destroyForcibly().waitFor();

            ProcessHandle.of(child)
                    .ifPresent(process -> assertThat(process.onExit().orTimeout(60, TimeUnit.SECONDS))
                            .succeedsWithin(Duration.ofSeconds(60)));
            await(second, "\"EPOCH\"");
            assertThat(epoch(second, 0)).isGreaterThanOrEqualTo(epoch(first, -1));
        } finally {
            heir.descendants().forEach(ProcessHandle::destroyForcibly);
            heir.destroyForcibly();
        }
    }

    /** As the child of a shell, which stands for the trainer. */
    private Process start(Path out, String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "\"$@\" & echo $! > '" + out + ".part' && mv '" + out + ".part' '" + out + ".pid'; wait"));
        command.add("sh");
        command.addAll(OwnCommand.words());
        command.addAll(List.of(
                "train",
                "--json",
                "--with-parent",
                "--run",
                folder.resolve("run").toString()));
        command.addAll(List.of("--store", folder.resolve("releases").toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve(out.getFileName() + ".err").toFile())
                .start();
    }

    private void await(Path file, String text) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!Files.exists(file) || !Files.readString(file).contains(text)) {
            assertThat(System.nanoTime()).as("%s in %s, in time", text, file).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** Of an EPOCH line: the first, or with -1 the last. */
    private static int epoch(Path out, int which) throws IOException {
        List<String> epochs = Files.readAllLines(out).stream()
                .filter(line -> line.contains("\"EPOCH\"") && line.endsWith("}"))
                .toList();
        String line = epochs.get(which < 0 ? epochs.size() - 1 : which);
        return Integer.parseInt(line.replaceAll(".*\"epoch\":(\\d+).*", "$1"));
    }
}
