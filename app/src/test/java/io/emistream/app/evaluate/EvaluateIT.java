package io.emistream.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.app.process.JavaProcess;
import io.emistream.app.role.Recordings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateIT {
    private static final String HEADER = "file,speaker,Anger,Sadness,sex\n";

    @TempDir
    Path folder;

    private Path audio;

    @BeforeEach
    void recordings() throws IOException {
        audio = Files.createDirectories(folder.resolve("audio"));
        for (var recording : Recordings.bundled(audio))
            assertThat(recording.file()).exists();
    }

    @Test
    void saysWhatAnalyzeSaysPooledOverSegments() throws Exception {
        labels("demo-interview/guest.flac,guest,1,0,f\ndemo-support-call/agent.flac,agent,0,0.5,m\n");

        var evaluated = emi("evaluate", "audio", "--labels", "labels.csv", "--json", "--predictions", "said.csv");

        assertThat(evaluated.code).as(evaluated.err).isZero();
        assertThat(evaluated.json().get("clips").asInt()).isEqualTo(2);
        assertThat(evaluated.json().get("pearson").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("Anger", "Sadness", "mean");
        assertThat(evaluated.json().get("ci95").get("mean")).hasSize(2);
        assertThat(evaluated.json().get("ccc").get("mean").isNumber()).isTrue();
        assertThat(Files.readAllLines(folder.resolve("said.csv")).get(0)).isEqualTo("Filename,Anger,Sadness");
        assertThat(said("demo-interview/guest.flac")).isCloseTo(analyzed("guest"), within(1e-5));
    }

    @Test
    void leavesOutAndCountsAClipWithoutSpeechAndEndsWithOneWhereAClipFails() throws Exception {
        Files.write(audio.resolve("broken.wav"), "this is no audio at all".getBytes(StandardCharsets.UTF_8));
        silence(audio.resolve("silent.wav"));
        labels("demo-interview/guest.flac,guest,1,0,f\ndemo-support-call/agent.flac,agent,0,0.5,m\n"
                + "silent.wav,nobody,0,0,f\nbroken.wav,nobody,0,0,m\n");

        var evaluated = emi("evaluate", "audio", "--labels", "labels.csv", "--json");

        assertThat(evaluated.code).isEqualTo(1);
        assertThat(evaluated.err).contains("broken.wav");
        assertThat(evaluated.json().get("clips").asInt()).isEqualTo(2);
        assertThat(evaluated.json().get("leftOut").findValuesAsText("why"))
                .containsExactlyInAnyOrder("no speech was found", "not scored");
    }

    @Test
    void writesAReportThatFetchesNothing() throws Exception {
        labels("demo-interview/guest.flac,guest,1,0,f\ndemo-support-call/agent.flac,agent,0,0.5,m\n"
                + "demo-support-call/caller.flac,caller,0.2,0.1,f\n");

        var evaluated = emi(
                "evaluate",
                "audio",
                "--labels",
                "labels.csv",
                "--clips",
                "paper",
                "--report",
                "report",
                "--keep-audio",
                "--against",
                against());

        assertThat(evaluated.code).as(evaluated.err).isZero();
        var page = Files.readString(folder.resolve("report/report.html"));
        assertThat(page).contains("data:image/png", "data:audio/wav", "Worst clips", "By sex", "against other.csv");
        assertThat(page).doesNotContain("http:", "https:", "<script", "<link");
        try (Stream<Path> files = Files.list(folder.resolve("report"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains(
                            "scatter.png",
                            "bland-altman.png",
                            "confusion.png",
                            "distributions.png",
                            "clips.csv",
                            "comparison.csv");
        }
    }

    @Test
    void refusesLabelsThatTheReleaseDoesNotGive() throws Exception {
        Files.writeString(folder.resolve("labels.csv"), "file,Joy\ndemo-interview/guest.flac,1\n");

        var evaluated = emi("evaluate", "audio", "--labels", "labels.csv");

        assertThat(evaluated.code).isEqualTo(2);
        assertThat(evaluated.err).contains("Anger", "Joy", "nothing is in both");
    }

    private String against() throws IOException {
        Files.writeString(
                folder.resolve("other.csv"),
                "Filename,Anger,Sadness\ndemo-interview/guest.flac,0.9,0\ndemo-support-call/agent.flac,0.1,0.2\n"
                        + "demo-support-call/caller.flac,0.3,0.3\n");
        return "other.csv";
    }

    private double said(String clip) throws IOException {
        for (String line : Files.readAllLines(folder.resolve("said.csv")))
            if (line.startsWith(clip)) return Double.parseDouble(line.split(",")[1]);
        throw new AssertionError("no row of " + clip);
    }

    /** The mean of Anger over a recording's scored segments, weighted by their lengths. */
    private double analyzed(String name) throws Exception {
        var analyzed = emi("analyze", "--json", "audio/demo-interview/" + name + ".flac");
        double sum = 0;
        double samples = 0;
        for (String line : analyzed.out) {
            JsonNode event = new ObjectMapper().readTree(line);
            if (event.get("abstained").asBoolean()) continue;
            double length = event.get("lastSample").asDouble()
                    - event.get("firstSample").asDouble()
                    + 1;
            sum += length * event.get("intensities").get("Anger").asDouble();
            samples += length;
        }
        return sum / samples;
    }

    private void labels(String rows) throws IOException {
        Files.writeString(folder.resolve("labels.csv"), HEADER + rows);
    }

    private static void silence(Path file) throws IOException {
        var format = new AudioFormat(16_000, 16, 1, true, false);
        try (var sound = new AudioInputStream(new ByteArrayInputStream(new byte[64_000]), format, 32_000)) {
            AudioSystem.write(sound, AudioFileFormat.Type.WAVE, file.toFile());
        }
    }

    private record Ended(int code, List<String> out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out.get(out.size() - 1));
        }
    }

    /** With a screen that is not there, as under a service or a stale remote login: nobody needs one. */
    private Ended emi(String... arguments) throws Exception {
        try (var emi = JavaProcess.emi(folder, Map.of("DISPLAY", ":77"), arguments)) {
            int code = emi.ended();
            return new Ended(code, emi.out(), String.join("\n", emi.err()));
        }
    }
}
