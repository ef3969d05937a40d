package io.emistream.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DescribeIT {
    private static final int RATE = 16_000;
    private static final String HEADER = "Filename,Admiration,Amusement,Determination,Empathic Pain,Excitement,Joy\n";

    @TempDir
    Path folder;

    @Test
    void saysOfTheChallengesLayoutWhatThePaperSaysOfItsData() throws Exception {
        Files.createDirectories(folder.resolve("audio"));
        wav("audio/00001.mp3", 0.5);
        wav("audio/00002.mp3", 2);
        wav("audio/00003.mp3", 13);
        wav("audio/00004.mp3", 3);
        Files.writeString(folder.resolve("train_split.csv"), HEADER + "00001,0,0,0,0,0,0.5\n00002,0,0,0,0,0.4,1\n");
        Files.writeString(folder.resolve("valid_split.csv"), HEADER + "00003,1,0,0,0,0,0\n");
        Files.writeString(folder.resolve("test_split.csv"), HEADER + "00004,,,,,,\n");
        var out = new StringWriter();

        int code = describe(
                out,
                folder.toString(),
                "--json",
                "--report",
                folder.resolve("report").toString());

        assertThat(code).isZero();
        var described = new ObjectMapper().readTree(out.toString());
        var train = described.get("splits").get("train");
        assertThat(train.get("clips").asInt()).isEqualTo(2);
        assertThat(train.get("seconds").get("mean").asDouble()).isEqualTo(1.25);
        assertThat(train.get("underOneSecond").asDouble()).isEqualTo(0.5);
        assertThat(described.get("splits").get("all").get("seconds").get("max").asDouble())
                .isEqualTo(13);
        assertThat(described
                        .get("splits")
                        .get("validation")
                        .get("overTwelveSeconds")
                        .asDouble())
                .isEqualTo(1);
        assertThat(train.get("labels").get("Joy").get("mean").asDouble()).isEqualTo(0.75);
        assertThat(train.get("labels").get("Amusement").get("nearZero").asDouble())
                .isEqualTo(1);
        assertThat(described.get("pearson").get("Amusement").get("Joy").isNull())
                .isTrue();
        assertThat(folder.resolve("report")).isDirectoryContaining("glob:**/durations.png");
        assertThat(Files.readString(folder.resolve("report/report.html"))).doesNotContain("http");
    }

    @Test
    void takesColumnsOfNumbersUpToOneForLabelsAndReportsAClipThatCannotBeRead() throws Exception {
        wav("a.wav", 1.5);
        Files.writeString(folder.resolve("b.wav"), "no audio");
        Files.writeString(folder.resolve("labels.csv"), "file,speaker,Joy,age\na.wav,ann,0.5,31\nb.wav,bob,1,40\n");
        var out = new StringWriter();

        int code = describe(
                out, folder.toString(), "--labels", folder.resolve("labels.csv").toString(), "--json");

        assertThat(code).isEqualTo(1);
        var all = new ObjectMapper().readTree(out.toString()).get("splits").get("all");
        assertThat(all.get("labels").properties()).hasSize(1);
        assertThat(all.get("seconds").get("count").asInt()).isEqualTo(1);
        assertThat(all.get("speakers").asInt()).isEqualTo(2);
    }

    private static int describe(StringWriter out, String... arguments) {
        return new CommandLine(new DescribeCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter(), true))
                .execute(arguments);
    }

    private void wav(String name, double seconds) throws IOException {
        int samples = (int) (seconds * RATE);
        var format = new AudioFormat(RATE, 16, 1, true, false);
        try (var sound = new AudioInputStream(new ByteArrayInputStream(new byte[2 * samples]), format, samples)) {
            AudioSystem.write(
                    sound, AudioFileFormat.Type.WAVE, folder.resolve(name).toFile());
        }
    }
}
