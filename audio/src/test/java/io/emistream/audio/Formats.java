package io.emistream.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The short sounds in every format that {@code make_formats.py} made, and the tables beside them. */
final class Formats {
    private Formats() {}

    /**
     * A row of a table.
     *
     * @param seconds negative where it does not decode
     */
    record Row(String file, double seconds, double rms) {
        private static Row of(String line) {
            var cells = line.split(",", -1);
            boolean decodes = !cells[1].isEmpty();
            return new Row(
                    cells[0], decodes ? Double.parseDouble(cells[1]) : -1, decodes ? Double.parseDouble(cells[2]) : -1);
        }
    }

    static List<Row> table(String name) {
        try (var lines = Files.lines(folder().resolve(name))) {
            return lines.skip(1).map(Row::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(Formats.class.getResource("/formats/formats.csv"))
                            .toURI())
                    .resolveSibling("");
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** The bytes of all files that are read without ffmpeg and whose names end so. */
    static List<byte[]> all(String ending) throws IOException {
        var found = table("formats.csv").stream()
                .filter(row -> row.file().endsWith("." + ending))
                .toList();
        assertThat(found).isNotEmpty();
        var bytes = new ArrayList<byte[]>();
        for (var row : found) bytes.add(Files.readAllBytes(folder().resolve(row.file())));
        return bytes;
    }
}
