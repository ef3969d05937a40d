package io.emistream.app.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.emistream.app.role.Analysis;
import io.emistream.app.role.Recordings;
import io.emistream.model.Waveform;
import io.emistream.processor.segment.Cut;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command on the bundled recordings, with the bundled release. */
class FeaturesIT {
    private static final int HIDDEN = 256;

    @TempDir
    Path folder;

    private Path clips = Path.of("");
    private Path into = Path.of("");

    @BeforeEach
    void recordings() throws IOException {
        clips = folder.resolve("clips");
        into = folder.resolve("features");
        Recordings.bundled(clips);
    }

    @Test
    void describesTheSegmentsOfTheLiveStreamWithFramesAndTheirMean() throws Exception {
        Files.writeString(clips.resolve("notes.wav"), "not a sound");

        var err = run(1, clips.toString(), "--into", into.toString());

        assertThat(err).singleElement().asString().contains("notes.wav: is text, not audio");
        var rows = index();
        var guest = Analysis.segments(Recordings.bundled(clips).get(0));
        var its = rows.stream()
                .filter(row -> row.getField("file").equals("demo-interview/guest.flac"))
                .toList();
        assertThat(its).extracting(row -> number(row, "first_sample")).containsExactlyElementsOf(firsts(guest));
        assertThat(its.get(0)).satisfies(row -> assertThat(number(row, "last_sample"))
                .isEqualTo(guest.get(0).lastSample()));
        float[] means = matrix("clips.npy", rows.size(), HIDDEN + 3);
        for (int i = 0; i < rows.size(); i++) {
            int frames = (int) number(rows.get(i), "frames");
            float[] hidden = matrix(rows.get(i).getField("hidden"), frames, HIDDEN);
            float[] affect = matrix(rows.get(i).getField("affect"), frames, 3);
            assertThat(means[i * (HIDDEN + 3) + 11]).isCloseTo(mean(hidden, HIDDEN, 11), within(1e-4f));
            assertThat(means[i * (HIDDEN + 3) + HIDDEN + 2]).isCloseTo(mean(affect, 3, 2), within(1e-4f));
        }
    }

    private static List<Long> firsts(List<Cut.Segment> segments) {
        return segments.stream().map(Cut.Segment::firstSample).toList();
    }

    @Test
    void theFirstTwelveSecondsAreOneClipAndTheTablesColumnsGoWithIt() throws Exception {
        var table = Files.writeString(
                clips.resolve("labels.csv"),
                "file,speaker,split,Joy,mood\ndemo-interview/guest.flac,Ann,test,0.5,\"calm, mostly\"\n");

        run(
                0,
                clips.toString(),
                "--into",
                into.toString(),
                "--clips",
                "paper",
                "--level",
                "clip",
                "--labels",
                "" + table);

        assertThat(index()).singleElement().satisfies(row -> {
            assertThat(number(row, "last_sample")).isEqualTo(Waveform.LONGEST - 1);
            assertThat(row.getField("hidden")).isEmpty();
            assertThat(Stream.of("speaker", "split", "Joy", "mood").map(row::getField))
                    .containsExactly("Ann", "test", "0.5", "calm, mostly");
        });
        matrix("clips.npy", 1, HIDDEN + 3);
        assertThat(into.resolve("hidden")).doesNotExist();
    }

    @Test
    void aSecondRunWritesTheSameBytes() throws Exception {
        run(0, clips.toString(), "--into", into.toString(), "--level", "clip");
        var again = folder.resolve("again");
        run(0, clips.toString(), "--into", again.toString(), "--level", "clip");

        for (var name : List.of("clips.npy", "index.csv"))
            assertThat(again.resolve(name)).hasSameBinaryContentAs(into.resolve(name));
    }

    private static long number(NamedCsvRecord row, String column) {
        return Long.parseLong(row.getField(column));
    }

    private List<NamedCsvRecord> index() throws IOException {
        try (var rows = CsvReader.builder().ofNamedCsvRecord(into.resolve("index.csv"))) {
            return rows.stream().toList();
        }
    }

    private float[] matrix(String name, int rows, int columns) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(into.resolve(name))).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new String(bytes.array(), 10, 118, StandardCharsets.US_ASCII))
                .contains("'shape': (" + rows + ", " + columns + ")");
        var values = new float[rows * columns];
        bytes.position(128).asFloatBuffer().get(values);
        assertThat(bytes.remaining()).isEqualTo(4 * values.length);
        return values;
    }

    private static float mean(float[] values, int columns, int column) {
        double sum = 0;
        for (int i = column; i < values.length; i += columns) sum += values[i];
        return (float) (sum / (values.length / columns));
    }

    private static List<String> run(int code, String... words) {
        var err = new StringWriter();
        int ended = new CommandLine(new FeaturesCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(words);
        assertThat(ended).as("%s", err).isEqualTo(code);
        return err.toString().lines().toList();
    }
}
