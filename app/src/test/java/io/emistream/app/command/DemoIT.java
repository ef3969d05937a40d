package io.emistream.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as people run it: a process of its own. */
class DemoIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void givesTheEventsThatAnalyzeGivesForTheSameAudio() throws Exception {
        var demo = emi(
                "demo",
                "--once",
                "--json",
                "--speed",
                "0",
                "--data",
                folder.resolve("kept data").toString());
        assertThat(ended(demo)).isZero();
        assertThat(crashes()).isEmpty();
        var recording = folder.resolve("kept data/recordings/demo-interview/guest.flac");
        var analyze = emi("analyze", "--json", recording.toString());
        assertThat(ended(analyze)).isZero();

        var live = byFirstSample(events("demo").stream()
                .filter(event -> event.path("participantId").asText().equals("guest"))
                .toList());
        var alone = byFirstSample(events("analyze"));
        assertThat(live.keySet()).isEqualTo(alone.keySet()).isNotEmpty();
        live.forEach((first, event) -> assertSame(event, Objects.requireNonNull(alone.get(first))));
    }

    @Test
    void endsWithinFiveSecondsOfCtrlC() throws Exception {
        var demo = emi("demo", "--json");
        while (events("demo").isEmpty() && !demo.waitFor(50, TimeUnit.MILLISECONDS)) continue;

        long asked = System.nanoTime();
        demo.destroy();

        assertThat(ended(demo)).isEqualTo(130);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
        assertThat(crashes()).isEmpty();
    }

    @Test
    void saysInOneLineWhichPortIsInUse() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var demo = emi("demo", "--kafka-port", String.valueOf(taken.getLocalPort()));

            assertThat(ended(demo)).isEqualTo(3);
            assertThat(Files.readAllLines(folder.resolve("demo.err")))
                    .singleElement()
                    .asString()
                    .startsWith("emi: ")
                    .contains(":" + taken.getLocalPort());
        }
    }

    @Test
    void saysInOneLineWhichFolderCannotBeWritten() throws Exception {
        var file = Files.writeString(folder.resolve("taken"), "a file");

        assertThat(ended(emi("demo", "--data", file.toString()))).isEqualTo(3);

        assertThat(Files.readAllLines(folder.resolve("demo.err")))
                .singleElement()
                .asString()
                .startsWith("emi: folder ")
                .contains(file.toString());
    }

    @Test
    void analysesTheOtherFilesWhenOneCannotBeRead() throws Exception {
        var noise = Files.writeString(folder.resolve("notes.txt"), "not audio");

        assertThat(ended(emi(
                        "analyze", noise.toString(), folder.resolve("gone.wav").toString())))
                .isEqualTo(1);

        assertThat(Files.readAllLines(folder.resolve("analyze.err")))
                .hasSize(2)
                .allMatch(line -> line.startsWith("emi: "));
    }

    private Process emi(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.emistream.schemas.avro");
        command.add("-DDJL_OFFLINE=true");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.emistream.app.Emi"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(new File(folder.toFile(), arguments[0] + ".out"))
                .redirectError(new File(folder.toFile(), arguments[0] + ".err"))
                .start();
    }

    private static int ended(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("ends in time")
                .isTrue();
        return process.exitValue();
    }

    private List<Path> crashes() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("hs_err"))
                    .toList();
        }
    }

    private List<JsonNode> events(String command) throws IOException {
        var events = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(folder.resolve(command + ".out")))
            if (line.endsWith("}")) events.add(new ObjectMapper().readTree(line));
        return events;
    }

    private static Map<Long, JsonNode> byFirstSample(List<JsonNode> events) {
        var sorted = new TreeMap<Long, JsonNode>();
        for (var event : events)
            assertThat(sorted.put(event.path("firstSample").asLong(), event)).isNull();
        return sorted;
    }

    private static void assertSame(JsonNode live, JsonNode alone) {
        assertThat(live.path("lastSample")).isEqualTo(alone.path("lastSample"));
        assertThat(live.path("trigger")).isEqualTo(alone.path("trigger"));
        for (var part : List.of("intensities", "affect"))
            live.path(part).fields().forEachRemaining(value -> assertThat(
                            value.getValue().asDouble())
                    .isCloseTo(
                            alone.path(part).path(value.getKey()).asDouble(),
                            org.assertj.core.api.Assertions.within(1e-5)));
    }
}
