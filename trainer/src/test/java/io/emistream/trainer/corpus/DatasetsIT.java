package io.emistream.trainer.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.emistream.schemas.avro.LabelledClip;
import io.emistream.schemas.avro.Split;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsIT {
    private static final String EMI_HEADER =
            "Filename,Admiration,Amusement,Determination,Empathic Pain,Excitement,Joy\n";

    @TempDir
    Path folder;

    @Test
    void readsTheLayoutOfTheEmiChallenge() throws IOException {
        Files.createDirectories(folder.resolve("audio"));
        for (var name : List.of("00001", "00002", "00003")) wav("audio/" + name + ".mp3", 16_000);
        write("train_split.csv", EMI_HEADER + "00001,0.1,0.2,0.3,0.4,0.5,1.0\n");
        write("valid_split.csv", EMI_HEADER + "00002,0,0,0,0,0,0\n");
        write("test_split.csv", EMI_HEADER + "00003,,,,,,\n");

        var dataset = Datasets.emiChallenge(folder);

        assertThat(dataset.problems()).isEmpty();
        assertThat(dataset.outputSet()).isEqualTo("emi-v1");
        assertThat(dataset.clips(Split.TRAIN)).singleElement().satisfies(clip -> {
            assertThat(clip.id()).isEqualTo("00001");
            assertThat(clip.labels()).hasSize(6).containsEntry("Empathic Pain", 0.4f);
        });
        assertThat(dataset.clips(Split.VALIDATION)).hasSize(1);
        assertThat(dataset.clips(Split.TEST)).singleElement().satisfies(clip -> assertThat(clip.labels())
                .isEmpty());
    }

    @Test
    void namesEveryFaultByItsRowAndKeepsTheRest() throws IOException {
        wav("a.wav", 16_000);
        wav("b.wav", 16_000);
        var csv = write(
                "labels.csv",
                "file,speaker,split,Joy\n"
                        + "a.wav,ann,train,0.5\n" // 2
                        + "b.wav,ann,test,0.5\n" // 3: speaker in two splits
                        + "a.wav,ann,train,0.7\n" // 4: duplicate
                        + "c.wav,cleo,train,0.5\n" // 5: missing
                        + "b.wav,bob,holdout,0.5\n" // 6: split
                        + "b.wav,bob,train,1.3\n" // 7: range
                        + "b.wav,bob,train,NaN\n" // 8
                        + "b.wav,bob,train,happy\n" // 9
                        + "b.wav,,train,0.5\n"); // 10

        var dataset = Datasets.csv(csv, "mine", "mine-v1", Columns.STANDARD, List.of("Joy"));

        assertThat(dataset.clips()).extracting(ClipRecord::id).containsExactly("a.wav", "b.wav");
        assertThat(dataset.problems())
                .extracting(Problem::row)
                .containsExactlyInAnyOrder(3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(dataset.problems().toString())
                .contains("row 3: speaker in TEST and in TRAIN 'ann'")
                .contains("row 4: duplicate clip 'a.wav'; first in row 2")
                .contains("missing audio file 'c.wav'")
                .contains("unknown split 'holdout'")
                .contains("label Joy is out of range '1.3'; labels go from 0 to 1.0")
                .contains("row 8: label Joy is out of range 'NaN'")
                .contains("label Joy is no number 'happy'")
                .contains("column speaker is empty");
    }

    @Test
    void leavesOutClipsThatCannotBeDecodedOrAreTooShort() throws IOException {
        wav("long.wav", 13 * 16_000);
        wav("short.wav", 399);
        write("broken.wav", "no sound");
        var csv = write(
                "labels.csv",
                "file,speaker,split,Joy,room\nlong.wav,a,train,1,hall\nshort.wav,b,train,1,\nbroken.wav,c,train,1,\n");
        var corpus = new ArrayList<LabelledClip>();

        var leftOut = new ClipEncoder(corpus::add)
                .encode(Datasets.csv(csv, "mine", "mine-v1", Columns.STANDARD, List.of("Joy")));

        assertThat(corpus).singleElement().satisfies(clip -> {
            assertThat(clip.getClipId()).isEqualTo("mine/long.wav");
            assertThat(clip.getPayload().remaining()).isEqualTo(12 * 32_000);
            assertThat(clip.getLabels()).containsExactly(Map.entry("Joy", 1f));
            assertThat(clip.getAttributes()).containsExactly(Map.entry("room", "hall"));
        });
        assertThat(leftOut).hasSize(2);
        assertThat(leftOut.toString())
                .contains("row 3: too short a clip 'short.wav, 399 samples'")
                .contains("row 4: undecodable audio 'broken.wav'", "is text, not audio");
    }

    @Test
    void saysWhichFileOrColumnIsMissing() throws IOException {
        var csv = write("labels.csv", "file,split,Joy\na.wav,train,1\n");

        assertThatThrownBy(() -> Datasets.emiChallenge(folder))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("train_split.csv: there is no such file");
        assertThatThrownBy(() -> Datasets.csv(csv, "mine", "mine-v1", Columns.STANDARD, List.of("Joy")))
                .hasMessageContaining("lacks the columns [speaker]");
        assertThatThrownBy(() -> Datasets.csv(csv, "mine", "emi-v1", Columns.STANDARD, List.of("Joy")))
                .hasMessageContaining("EMI challenge's own");
    }

    @Test
    void readsRealSpeechWithSpeakersInOneSplitEach() throws IOException {
        var csv = shared().resolve("data").resolve("emodb").resolve("labels.csv");
        assumeTrue(Files.exists(csv), "no EmoDB beside this checkout: skipped");
        var columns = new Columns("file", "speaker", "split", "");
        var recognised = new LabelColumn("listener_recognised_pct", "recognised", 100);
        var dataset = Datasets.scaledCsv(csv, "emodb", "emodb-recognised", columns, List.of(recognised));

        // a speaker in two splits would be a problem
        assertThat(dataset.problems()).isEmpty();
        assertThat(dataset.clips()).hasSize(535);
        assertThat(dataset.clips(Split.TRAIN)).hasSize(304);
        assertThat(dataset.clips().stream().map(ClipRecord::speaker).distinct()).hasSize(10);
        assertThat(dataset.clips())
                .allSatisfy(clip -> assertThat(clip.labels().get("recognised")).isBetween(0.8f, 1f));
    }

    private static Path shared() {
        var at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolveSibling("shared"))) at = at.getParent();
        return at == null ? Path.of("none") : at.resolveSibling("shared");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private void wav(String name, int samples) throws IOException {
        var in = new AudioInputStream(
                new ByteArrayInputStream(new byte[2 * samples]), new AudioFormat(16_000, 16, 1, true, false), samples);
        AudioSystem.write(in, AudioFileFormat.Type.WAVE, folder.resolve(name).toFile());
    }
}
