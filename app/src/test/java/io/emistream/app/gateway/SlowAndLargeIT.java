package io.emistream.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Roles;
import io.emistream.producer.gateway.GatewayConfig;
import io.emistream.producer.gateway.GatewayServer;
import io.emistream.producer.gateway.door.Origins;
import io.emistream.producer.gateway.door.Tokens;
import io.emistream.producer.gateway.socket.SocketRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that never finish what they begin, say too much at once, or are too many; each meets its limit, and others are heard. */
@Timeout(120)
class SlowAndLargeIT {
    private static final Duration SLOWEST = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofMillis(1_500);
    private static final int TEXT = 2_000;
    private static final int BINARY = 20_000;
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String UPGRADE = "GET /v1/ingest HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    private static final Lifecycle LIFECYCLE = new Lifecycle();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static GatewayServer gateway;

    @SuppressWarnings("NullAway.Init")
    private static GatewayServer guarded;

    @BeforeAll
    static void start() {
        var cluster = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, LIFECYCLE)
                .cluster();
        var sockets = SocketRules.standard()
                .connections(20, 4)
                .ofOneToken(2)
                .beating(Duration.ofMillis(200), SILENCE)
                .bounding(SLOWEST, TEXT, BINARY);
        var local = GatewayConfig.local(0);
        var config = local.by(local.ingest(), sockets, local.window());
        gateway = LIFECYCLE.add("gateway", GatewayOptions.start(config, cluster));
        guarded = LIFECYCLE.add(
                "guarded gateway",
                GatewayOptions.start(
                        config.admitting(new Origins(Set.of()), new Tokens(SECRET, InstantSource.system())), cluster));
    }

    @AfterAll
    static void stop() {
        LIFECYCLE.close();
    }

    @Test
    void aHeaderThatComesByteByByteIsCutOff() throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));

            assertThat(untilCutOff(socket, (byte) 'x')).isBetween(SLOWEST.dividedBy(2), SLOWEST.plusSeconds(2));
        }
        isWell();
    }

    @Test
    void aConnectionThatNeverSaysAnythingIsCutOff() throws Exception {
        try (var socket = connect()) {
            assertThat(untilCutOff(socket, null)).isBetween(SLOWEST.dividedBy(2), SLOWEST.plusSeconds(2));
        }
    }

    @Test
    void aSecondRequestThatComesByteByByteIsCutOffToo() throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream()
                    .write("HEAD /page.css HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET "
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(untilCutOff(socket, (byte) '/')).isBetween(SLOWEST.dividedBy(2), SLOWEST.plusSeconds(2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1/ingest", "twilio"})
    void whoNeverSaysWhoHeIsIsTurnedAway(String address) {
        try (var speaker = new Speaker(gateway.address().resolve(address))) {
            var error = speaker.hear("error");

            assertThat(error.path("code").asText()).isEqualTo("not_configured");
            assertThat(error.path("message").asText()).contains("within 1 s");
            assertThat(speaker.hear("closed").path("closeCode").asInt()).isEqualTo(4008);
        }
    }

    @Test
    void aMessageThatIsNeverFinishedEndsTheConnectionThoughPingsAreAnswered() {
        try (var speaker = configured("fragment")) {
            speaker.begin("{'type':");

            var closed = speaker.hear("closed");
            assertThat(closed.path("closeCode").asInt()).isEqualTo(1001); // clients come again
            assertThat(closed.path("reason").asText()).isEqualTo("a message was not complete within 1 s");
        }
    }

    @Test
    void aFrameThatIsNeverFinishedEndsTheConnection() throws Exception {
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            out.write(UPGRADE.getBytes(StandardCharsets.US_ASCII));
            // text, masked, 1,000 bytes to come
            out.write(new byte[] {(byte) 0x81, (byte) (0x80 | 126), 1_000 >> 8, (byte) 1_000, 0, 0, 0, 0});

            assertThat(untilCutOff(socket, (byte) ' ')).isLessThan(SILENCE.plusSeconds(3));
        }
        isWell();
    }

    @Test
    void aTextThatIsTooLargeEndsTheConnection() {
        try (var speaker = configured("text")) {
            speaker.say("{'type':'ping','padding':'" + "x".repeat(TEXT) + "'}");

            assertTooLarge(speaker, "text of more than 2000 bytes");
        }
    }

    @Test
    void aFrameOfAudioThatIsTooLargeEndsTheConnection() {
        try (var speaker = configured("binary")) {
            speaker.send(new byte[BINARY + 1], 0, BINARY + 1, BINARY + 1);

            assertTooLarge(speaker, "binary of more than 20000 bytes");
        }
    }

    @Test
    void fragmentsCountTogether() {
        try (var speaker = configured("fragments")) {
            for (int i = 0; i < 3; i++) speaker.begin("x".repeat(TEXT / 2));

            assertTooLarge(speaker, "text of more than 2000 bytes");
        }
    }

    @Test
    void aHeaderThatIsTooLargeIsRefused() throws Exception {
        try (var socket = connect()) {
            var header = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Large: " + "x".repeat(10_000) + "\r\n\r\n";
            socket.getOutputStream().write(header.getBytes(StandardCharsets.US_ASCII));

            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(answer).isEqualTo("HTTP/1.1 431");
        }
    }

    @Test
    void oneAddressHoldsNoMoreThanItsShareOfConnectionsThatSayNothing() throws Exception {
        var sockets = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 5; i++) sockets.add(connect());
            var cutOff = CompletableFuture.anyOf(sockets.stream()
                    .map(socket -> CompletableFuture.supplyAsync(() -> silentUntilCutOff(socket)))
                    .toArray(CompletableFuture<?>[]::new));

            assertThat((Duration) cutOff.get()).isLessThan(SLOWEST); // one of the five: they come in any order
        } finally {
            for (var socket : sockets) socket.close();
        }
    }

    @Test
    void oneTokenLetsInNoMoreThanItsShareOfStreams() throws Exception {
        var grant = new Tokens.Grant(Optional.of("shared"), Optional.empty(), false);
        var token = new Tokens(SECRET, InstantSource.system()).mint(grant, Duration.ofMinutes(1));
        try (var first = guest(token, "a");
                var second = guest(token, "b")) {
            first.hear("ready");
            second.hear("ready");
            try (var third = guest(token, "c")) {
                assertThat(third.hear("error").path("code").asText()).isEqualTo("too_many_streams");
                assertThat(third.hear("closed").path("closeCode").asInt()).isEqualTo(4008);
            }
            first.hangUp();
            first.hear("closed");
            Stored.waitUntil(() -> guarded.text().startsWith("1 connections"));
            try (var fourth = guest(token, "d")) {
                fourth.hear("ready");
            }
        }
    }

    private static Speaker guest(String token, String participant) {
        var speaker = new Speaker(guarded.address().resolve("v1/ingest"), "Authorization", "Bearer " + token);
        return configured(speaker, "shared", participant);
    }

    private static Speaker configured(String session) {
        var speaker = configured(new Speaker(gateway.address().resolve("v1/ingest")), session, "anna");
        speaker.hear("ready");
        return speaker;
    }

    private static Speaker configured(Speaker speaker, String session, String participant) {
        speaker.say("{'type':'config','session':'" + session + "','participant':'" + participant
                + "','encoding':'s16le','sampleRate':16000}");
        return speaker;
    }

    private static void assertTooLarge(Speaker speaker, String reason) {
        var closed = speaker.hear("closed");
        assertThat(closed.path("closeCode").asInt()).isEqualTo(4009);
        assertThat(closed.path("reason").asText()).isEqualTo(reason);
    }

    /** Others are heard as ever. */
    private static void isWell() {
        try (var speaker = new Speaker(gateway.address().resolve("v1/ingest"))) {
            speaker.say("{'type':'ping'}");
            speaker.hear("pong");
        }
    }

    private static Socket connect() throws IOException {
        var socket = new Socket("127.0.0.1", gateway.address().getPort());
        socket.setSoTimeout(50);
        return socket;
    }

    /** How long the gateway bears one byte each twentieth of a second, or none. */
    private static Duration silentUntilCutOff(Socket socket) {
        try {
            return untilCutOff(socket, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration untilCutOff(Socket socket, @Nullable Byte drop) throws IOException {
        long begun = System.nanoTime();
        while (true) {
            try {
                if (socket.getInputStream().read() < 0) return Duration.ofNanos(System.nanoTime() - begun);
            } catch (SocketTimeoutException e) {
                try {
                    if (drop != null) socket.getOutputStream().write(drop);
                } catch (SocketException gone) {
                    return Duration.ofNanos(System.nanoTime() - begun);
                }
            } catch (SocketException gone) {
                return Duration.ofNanos(System.nanoTime() - begun);
            }
        }
    }
}
