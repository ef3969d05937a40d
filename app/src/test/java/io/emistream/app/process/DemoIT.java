package io.emistream.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as people run it. */
class DemoIT {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void givesTheEventsThatAnalyzeGivesForTheSameAudio() throws Exception {
        var recording = folder.resolve("kept data/recordings/demo-interview/guest.flac");
        try (var demo = JavaProcess.emi(folder, "demo", "--once", "--json", "--speed", "0", "--data", "kept data")) {
            assertThat(demo.ended()).isZero();
            assertThat(JavaProcess.crashes(folder)).isEmpty();
            try (var analyze = JavaProcess.emi(folder, "analyze", "--json", recording.toString())) {
                assertThat(analyze.ended()).isZero();

                var live = byFirstSample(events(demo).stream()
                        .filter(event -> event.path("participantId").asText().equals("guest"))
                        .toList());
                var alone = byFirstSample(events(analyze));
                assertThat(live.keySet()).isEqualTo(alone.keySet()).isNotEmpty();
                live.forEach((first, event) -> assertSame(event, Objects.requireNonNull(alone.get(first))));
            }
        }
    }

    @Test
    void endsWithinFiveSecondsOfCtrlC() throws Exception {
        try (var demo = JavaProcess.emi(folder, "demo", "--json")) {
            demo.line("{");

            long asked = System.nanoTime();
            demo.terminate();

            assertThat(demo.ended()).isEqualTo(130);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
            assertThat(JavaProcess.crashes(folder)).isEmpty();
        }
    }

    private static List<JsonNode> events(JavaProcess process) throws IOException {
        var events = new ArrayList<JsonNode>();
        for (var line : process.out()) if (line.endsWith("}")) events.add(new ObjectMapper().readTree(line));
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
