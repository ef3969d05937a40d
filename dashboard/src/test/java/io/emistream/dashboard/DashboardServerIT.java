package io.emistream.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server over plain HTTP, fed from a real broker. */
@Timeout(60)
class DashboardServerIT {
    private static final Instant NOW = InstantSource.system().instant();

    @TempDir
    private static Path folder;

    private static TestBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = TestBroker.start(folder);
        broker.createTopics();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void streamsCommittedEventsOnlyAndPassesOverWhatIsNone() throws Exception {
        var talk = new Talk("committed", "ann", NOW, 1);
        broker.publish(broker.topics().affectEvents(), "committed", talk.segments(1));
        broker.publishAndAbort(broker.topics().affectEvents(), "committed", talk.segments(2));
        broker.publishGarbage(broker.topics().affectEvents(), "committed");
        var last = talk.segments(1);
        broker.publish(broker.topics().affectEvents(), "committed", last);

        try (var server = server(10);
                var stream = new Stream(server.address(), "")) {
            var frames = stream.until(frame -> frame.contains(last.get(0).getSegmentId()));

            assertThat(frames.stream().filter(frame -> frame.contains("\"sessionId\":\"committed\"")))
                    .hasSize(2);
        }
    }

    @Test
    void aReaderWhoComesBackGetsWhatItHasNotSeenAndNothingElse() throws Exception {
        var talk = new Talk("back", "ann", NOW, 2);
        broker.publish(broker.topics().affectEvents(), "back", talk.segments(3));
        String id;
        try (var server = server(10);
                var stream = new Stream(server.address(), "")) {
            var seen = stream.until(frame -> frame.contains("caught-up"));
            id = seen.get(seen.size() - 1).lines().findFirst().orElseThrow().substring("id: ".length());
        }
        var missed = talk.segments(2);
        broker.publish(broker.topics().affectEvents(), "back", missed);

        try (var server = server(10);
                var stream = new Stream(server.address(), id)) {
            var frames = stream.until(frame -> frame.contains("caught-up"));
            while (count(frames, "event: affect") < 2)
                frames.addAll(stream.until(frame -> frame.contains("event: affect")));

            // comments may come first while the server still reads
            assertThat(frames.stream().filter(frame -> !frame.startsWith(":")).findFirst())
                    .hasValueSatisfying(
                            first -> assertThat(first).contains("event: joined").contains("{\"resumed\":true}"));
            assertThat(frames.stream().filter(frame -> frame.contains("event: affect")))
                    .hasSize(2)
                    .anyMatch(frame -> frame.contains(missed.get(0).getSegmentId()))
                    .anyMatch(frame -> frame.contains(missed.get(1).getSegmentId()));
        }
    }

    @Test
    void aReaderWhoDoesNotReadHoldsUpNobody() throws Exception {
        try (var server = server(10);
                var stalled =
                        new Socket(server.address().getHost(), server.address().getPort());
                var stream = new Stream(server.address(), "")) {
            stalled.setReceiveBufferSize(4_096);
            stalled.getOutputStream().write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            stalled.getOutputStream().flush();
            stream.until(frame -> frame.contains("caught-up"));
            var talk = new Talk("flood", "ann", NOW, 3);
            var end = "";
            for (int i = 0; i < 10; i++) {
                var events = talk.segments(300);
                end = "\"" + events.get(299).getSegmentId() + "\"";
                broker.publish(broker.topics().affectEvents(), "flood", events);
            }

            var last = end;
            var frames = stream.until(frame -> frame.contains(last));

            assertThat(count(frames, "event: affect") + dropped(frames)).isGreaterThanOrEqualTo(3_000);
        }
    }

    @Test
    void refusesMoreViewersThanItMayHave() throws Exception {
        try (var server = server(1);
                var first = new Stream(server.address(), "")) {
            first.until(frame -> frame.contains("caught-up"));

            var refused = get(server, "events");

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("10");
            assertThat(refused.body()).contains("1 viewers");
        }
    }

    @Test
    void listsTheNewestScoreOfEachParticipant() throws Exception {
        var talk = new Talk("listed", "ann", NOW, 4).segments(2);
        broker.publish(broker.topics().affectEvents(), "listed", talk);
        try (var server = server(10);
                var stream = new Stream(server.address(), "")) {
            stream.until(frame -> frame.contains("\"" + talk.get(1).getSegmentId() + "\""));

            var json = new ObjectMapper().readTree(get(server, "api/sessions").body());

            assertThat(json.get("sessions")).anySatisfy(session -> {
                assertThat(session.get("sessionId").asText()).isEqualTo("listed");
                assertThat(session.get("latest")).hasSize(1);
                assertThat(session.at("/latest/0/segmentId").asText())
                        .isEqualTo(talk.get(1).getSegmentId());
            });
        }
    }

    @Test
    void isWellOnlyWhileItReads() throws Exception {
        try (var server = server(10);
                var stream = new Stream(server.address(), "")) {
            stream.until(frame -> frame.contains("caught-up"));
            assertThat(get(server, "health").statusCode()).isEqualTo(200);
        }
        var nowhere = Map.of(
                "bootstrap.servers", "127.0.0.1:1", "default.api.timeout.ms", "1000", "request.timeout.ms", "500");
        try (var server =
                DashboardServer.start(DashboardConfig.local(0), nowhere, broker.topics(), InstantSource.system())) {
            var health = get(server, "health");

            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(new ObjectMapper().readTree(health.body()).get("reason").asText())
                    .isNotEmpty();
        }
    }

    @Test
    void saysWhereItCannotListen() {
        try (var server = server(10)) {
            int taken = server.address().getPort();

            assertThatThrownBy(() -> DashboardServer.start(
                            DashboardConfig.local(taken), broker.clients(), broker.topics(), InstantSource.system()))
                    .isInstanceOf(DashboardBindException.class)
                    .hasMessageContaining("127.0.0.1:" + taken)
                    .hasMessageContaining("another port");
        }
    }

    @Test
    void servesItsOwnMachineUnderItsOwnNameOnly() throws Exception {
        try (var server = server(10)) {
            assertThat(statusFor(server, "evil.example")).contains("421");
            assertThat(statusFor(server, "localhost")).contains("200");
        }
    }

    @Test
    void letsNoForeignScriptIntoThePage() throws Exception {
        try (var server = server(10)) {
            var page = get(server, "");

            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self'")
                    .doesNotContain("unsafe", "http");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(page.body()).doesNotContainPattern("(?i)<script(?![^>]* src=)|\\son\\w+=|\\sstyle=|https?://");
        }
    }

    private static DashboardServer server(int viewers) {
        var local = DashboardConfig.local(0);
        return DashboardServer.start(
                new DashboardConfig(
                        local.host(), 0, local.lookBack(), local.bounds(), viewers, Duration.ofMillis(500), false),
                broker.clients(),
                broker.topics(),
                InstantSource.system());
    }

    private static HttpResponse<String> get(DashboardServer server, String path) throws Exception {
        var request = HttpRequest.newBuilder(server.address().resolve(path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String statusFor(DashboardServer server, String host) throws IOException {
        try (var socket =
                new Socket(server.address().getHost(), server.address().getPort())) {
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
        }
    }

    private static long count(List<String> frames, String text) {
        return frames.stream().filter(frame -> frame.contains(text)).count();
    }

    private static long dropped(List<String> frames) {
        return frames.stream()
                .filter(frame -> frame.contains("event: dropped"))
                .mapToLong(frame -> Long.parseLong(frame.replaceAll("(?s).*\"total\":(\\d+).*", "$1")))
                .max()
                .orElse(0);
    }

    /** A reader of the stream, frame by frame. */
    private static final class Stream implements AutoCloseable {
        private final BufferedReader lines;

        Stream(URI address, String lastEventId) throws Exception {
            var request = HttpRequest.newBuilder(address.resolve("events"));
            if (!lastEventId.isEmpty()) request.header("Last-Event-ID", lastEventId);
            var answer = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
        }

        List<String> until(Predicate<String> last) throws IOException {
            var frames = new ArrayList<String>();
            var frame = new StringBuilder();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    frame.append(line).append('\n');
                    continue;
                }
                frames.add(frame.toString());
                frame.setLength(0);
                if (last.test(frames.get(frames.size() - 1))) return frames;
            }
            throw new IOException("the stream ended after " + frames.size() + " frames");
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
