package io.emistream.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.app.broker.Ports;
import io.emistream.app.role.Analysis;
import io.emistream.app.role.Recording;
import io.emistream.app.role.Recordings;
import io.emistream.schemas.AffectEventJson;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioChunk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processor, dashboard and replay as processes of their own, which meet at an outside Kafka and an outside registry. */
class RolesApartIT {
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Outsiders outsiders;

    @BeforeAll
    static void start() throws Exception {
        outsiders = Outsiders.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        outsiders.close();
    }

    @Test
    void giveTheEventsOfAnalyzeAndShowThem() throws Exception {
        var recordings = calls("shown");
        int health = Ports.free("health", "127.0.0.1", 0);
        try (var processor = emi("processor", "--health-port", String.valueOf(health));
                var dashboard = JavaProcess.emi(folder, environment(), "dashboard", "--port", "0");
                var replay = JavaProcess.emi(folder, environment(), "replay", "--speed", "0", "shown")) {
            processor.line("processor runs");
            var page = URI.create(dashboard.line("dashboard ").substring("dashboard ".length()));

            assertThat(replay.ended()).isZero();

            var expected = analysed(recordings);
            var events = byKey(outsiders.events(sessions(recordings), expected.size()).stream()
                    .map(event -> (JsonNode) AffectEventJson.of(event))
                    .toList());
            assertThat(events.keySet()).isEqualTo(expected.keySet());
            expected.forEach((key, event) -> assertSame(Objects.requireNonNull(events.get(key)), event));
            assertShows(page, recordings);
            assertThat(get(page.resolve("health")).statusCode()).isEqualTo(200);
            var healthy = get(URI.create("http://127.0.0.1:" + health + "/health"));
            assertThat(healthy.statusCode()).isEqualTo(200);
            assertThat(healthy.body()).startsWith("ready\nactive ");
            assertEnds(dashboard, 0);
            assertEnds(processor, 0);
        }
    }

    @Test
    void replayThatIsToldToEndLeavesItsSessionsOpenForTheNextOne() throws Exception {
        var sessions = sessions(calls("broken off"));
        try (var replay = emi("replay", "broken off")) {
            replay.line("publishing 3 recordings");
            outsiders.chunks(sessions, chunks -> voices(chunks) == 2); // it knocks, once a session

            assertEnds(replay, 130);
        }

        assertThat(outsiders.chunks(sessions, chunks -> true)).noneMatch(AudioChunk::getEndOfStream);
    }

    private static long voices(List<AudioChunk> chunks) {
        return chunks.stream().map(AudioChunk::getParticipantId).distinct().count();
    }

    @Test
    void eachSegmentHasOneEventThoughTheProcessorIsKilledInMidStream() throws Exception {
        var recordings = calls("killed");
        var expected = new ArrayList<String>();
        for (var recording : recordings)
            for (var segment : Analysis.segments(recording))
                expected.add(recording.session() + "/" + recording.participant() + "/" + segment.firstSample());
        var sessions = sessions(recordings);

        try (var doomed = emi("processor", "--state", "kept")) {
            doomed.line("processor runs");
            try (var replay = emi("replay", "--speed", "3", "killed")) {
                assertThat(outsiders.events(sessions, 2)).hasSizeLessThan(expected.size());
                doomed.kill();
                try (var heir = emi("processor", "--state", "kept")) {
                    assertThat(replay.ended()).isZero();
                    outsiders.events(sessions, expected.size());
                    assertEnds(heir, 0);
                }
            }
        }

        assertThat(outsiders.events(sessions, expected.size()))
                .extracting(AffectEvent::getSegmentId)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void aProcessorThatIsToldToEndUnderLoadLeavesNoTransactionOpen() throws Exception {
        var sessions = sessions(calls("ended"));
        try (var processor = emi("processor");
                var replay = emi("replay", "--speed", "0.5", "ended")) {
            processor.line("processor runs");
            replay.line("publishing 3 recordings");
            assertThat(outsiders.events(sessions, 1)).isNotEmpty();

            assertEnds(processor, 0);

            assertThat(outsiders.transactions("emi-processor"))
                    .isNotEmpty()
                    .doesNotContain(TransactionState.ONGOING, TransactionState.PREPARE_COMMIT);
            assertEnds(replay, 130); // audio came all the time
        }
    }

    private static JavaProcess emi(String role, String... more) throws IOException {
        var arguments = new ArrayList<>(List.of(role, "--bootstrap", outsiders.bootstrap()));
        arguments.addAll(List.of("--registry", outsiders.registry()));
        arguments.addAll(List.of(more));
        return JavaProcess.emi(folder, arguments.toArray(String[]::new));
    }

    private static Map<String, String> environment() {
        return Map.of("EMI_BOOTSTRAP", outsiders.bootstrap(), "EMI_REGISTRY", outsiders.registry());
    }

    /** The bundled recordings as a folder of sessions that no other test has. */
    private static List<Recording> calls(String name) throws IOException {
        var bundled = Recordings.bundled(folder.resolve("bundled"));
        for (var one : bundled) {
            var to = folder.resolve(name)
                    .resolve(one.session() + " " + name)
                    .resolve(one.file().getFileName());
            Files.createDirectories(to.resolveSibling("."));
            Files.copy(one.file(), to);
        }
        return Recordings.in(folder.resolve(name));
    }

    private static List<String> sessions(List<Recording> recordings) {
        return recordings.stream().map(Recording::session).distinct().toList();
    }

    private static Map<String, JsonNode> analysed(List<Recording> recordings) throws Exception {
        var events = new ArrayList<JsonNode>();
        for (var recording : recordings)
            try (var analyze = JavaProcess.emi(
                    folder, "analyze", "--json", recording.file().toString())) {
                assertThat(analyze.ended()).isZero();
                for (var line : analyze.out()) {
                    var event = (ObjectNode) new ObjectMapper().readTree(line);
                    events.add(
                            event.put("sessionId", recording.session()).put("participantId", recording.participant()));
                }
            }
        return byKey(events);
    }

    private static Map<String, JsonNode> byKey(List<JsonNode> events) {
        var sorted = new TreeMap<String, JsonNode>();
        for (var event : events) {
            var key = List.of("sessionId", "participantId", "firstSample", "lastSample", "trigger").stream()
                    .map(part -> event.path(part).asText())
                    .toList();
            assertThat(sorted.put(key.toString(), event)).as("a second %s", key).isNull();
        }
        return sorted;
    }

    private static void assertSame(JsonNode live, JsonNode alone) {
        for (var part : List.of("intensities", "affect"))
            alone.path(part).properties().forEach(value -> assertThat(
                            live.path(part).path(value.getKey()).asDouble())
                    .isCloseTo(value.getValue().asDouble(), within(1e-5)));
        assertThat(live.path("modelName")).isEqualTo(alone.path("modelName"));
    }

    /** The page has the newest score of each participant, a moment after the topic has it. */
    private static void assertShows(URI page, List<Recording> recordings) throws Exception {
        var expected = recordings.stream()
                .map(one -> one.session() + "/" + one.participant())
                .toList();
        var deadline = System.nanoTime() + LONGEST_END.toNanos();
        List<String> shown;
        do {
            var found = new ArrayList<String>();
            for (var session : new ObjectMapper()
                    .readTree(get(page.resolve("api/sessions")).body())
                    .path("sessions"))
                for (var latest : session.path("latest"))
                    found.add(latest.path("sessionId").asText() + "/"
                            + latest.path("participantId").asText());
            shown = found;
        } while (!shown.containsAll(expected) && System.nanoTime() < deadline);
        assertThat(shown).containsAll(expected);
    }

    private static void assertEnds(JavaProcess process, int code) throws Exception {
        long asked = System.nanoTime();
        process.terminate();
        assertThat(process.ended()).as("%s", process.err()).isEqualTo(code);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(LONGEST_END);
        assertThat(process.err()).isEmpty();
        assertThat(JavaProcess.crashes(folder)).isEmpty();
    }

    private static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }
}
