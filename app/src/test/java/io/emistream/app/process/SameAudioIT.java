package io.emistream.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.app.role.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same audio scored in different ways; real speech where it lies beside the checkout, the bundled voices everywhere. */
class SameAudioIT {
    private static final Path REAL_SPEECH = Path.of("../../shared/data/speech");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void givesTheSameBitsOneByOneAndNearlyTheSameInBatches() throws Exception {
        var files = recordings();

        var canonical = events(files, "--canonical");
        var again = events(files.subList(0, 1), "--canonical");
        var batched = events(files);

        assertThat(canonical).hasSameSizeAs(batched).isNotEmpty();
        for (int i = 0; i < again.size(); i++) assertThat(values(again.get(i))).isEqualTo(values(canonical.get(i)));
        for (int i = 0; i < canonical.size(); i++) {
            var exact = values(canonical.get(i));
            var near = values(batched.get(i));
            assertThat(near).hasSameSizeAs(exact);
            for (int j = 0; j < exact.size(); j++) assertThat(near.get(j)).isCloseTo(exact.get(j), within(1e-5));
        }
    }

    private List<String> recordings() throws IOException {
        var files = new ArrayList<String>();
        if (Files.isDirectory(REAL_SPEECH)) {
            try (Stream<Path> real = Files.list(REAL_SPEECH)) {
                real.filter(file -> file.toString().endsWith(".flac"))
                        .sorted()
                        .forEach(file -> files.add(file.toAbsolutePath().toString()));
            }
        }
        Recordings.bundled(folder)
                .forEach(recording -> files.add(recording.file().toString()));
        return files;
    }

    private List<JsonNode> events(List<String> files, String... options) throws Exception {
        var arguments = new ArrayList<>(List.of("analyze", "--json"));
        arguments.addAll(List.of(options));
        arguments.addAll(files);
        try (var analyze = JavaProcess.emi(folder, arguments.toArray(String[]::new))) {
            assertThat(analyze.ended()).isZero();
            var events = new ArrayList<JsonNode>();
            for (var line : analyze.out()) events.add(new ObjectMapper().readTree(line));
            return events;
        }
    }

    private static List<Double> values(JsonNode event) {
        var values = new ArrayList<Double>();
        event.path("intensities").forEach(value -> values.add(value.asDouble()));
        event.path("affect").forEach(value -> values.add(value.asDouble()));
        assertThat(values).hasSize(9);
        return values;
    }
}
