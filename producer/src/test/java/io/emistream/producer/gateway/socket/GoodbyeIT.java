package io.emistream.producer.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway that turns everybody away at the first word, and clients that go on talking. */
@Timeout(60)
class GoodbyeIT {
    private static final int CLIENTS = 200;
    private static final String REASON = "consent_required";
    private static final String UPGRADE =
            "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    /** Frames as a client sends them, with a mask of zeros. */
    private static final byte[] WORD = {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 'x'};

    private static final byte[] CLOSE = {(byte) 0x88, (byte) 0x80, 0, 0, 0, 0};

    private final Server http = new Server();
    private final ServerConnector connector = new ServerConnector(http);
    private final Sockets sockets = new Sockets(SocketRules.standard(), System::nanoTime);

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        http.addConnector(connector);
        http.setHandler(WebSocketUpgradeHandler.from(
                http,
                container -> container.addMapping(
                        "/",
                        (request, response, callback) -> sockets.accept(
                                new Visit("", Map.of(), Optional.empty()), (visit, peer) -> new TurningAway(peer)))));
        http.start();
        sockets.start(() -> {});
    }

    @AfterEach
    void stop() throws Exception {
        sockets.close();
        http.stop();
    }

    @Test
    void whoIsTurnedAwayWhileTalkingHearsCodeAndReason() throws Exception {
        var client = HttpClient.newHttpClient();
        var talkers = Stream.generate(Talker::new).limit(CLIENTS).toList();
        for (var talker : talkers) talker.talk(client, URI.create("ws://127.0.0.1:" + connector.getLocalPort() + "/"));

        for (var talker : talkers)
            assertThat(talker.heard.get(20, TimeUnit.SECONDS)).isEqualTo("error, 4008 " + REASON);
    }

    @Test
    void whoHangsUpWhenToldWhyIsNotWaitedFor() throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream().write(WORD);
            var told = socket.getInputStream();
            while (told.read() != '}') {}
            socket.getOutputStream().write(CLOSE);
            long begun = System.nanoTime();
            told.readAllBytes();

            assertThat(System.nanoTime() - begun).isLessThan(500_000_000L);
        }
    }

    @Test
    void whoTalksOnAndNeverAnswersIsCutOff() throws Exception {
        try (var socket = connect()) {
            long begun = System.nanoTime();
            assertThatThrownBy(() -> {
                        while (true) socket.getOutputStream().write(WORD);
                    })
                    .isInstanceOf(IOException.class);

            assertThat(System.nanoTime() - begun).isBetween(10_000_000_000L, 20_000_000_000L);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.getOutputStream().write(UPGRADE.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private record TurningAway(Peer peer) implements Conversation {
        @Override
        public void text(String message) {
            peer.send(JsonNodeFactory.instance.objectNode().put("type", "error"));
            peer.close(CloseCode.NOT_ALLOWED, REASON);
        }

        @Override
        public long audio(ByteBuffer bytes) {
            return 0;
        }

        @Override
        public void tick() {}

        @Override
        public void closed() {}
    }

    private static final class Talker implements WebSocket.Listener {
        private final CompletableFuture<String> heard = new CompletableFuture<>();
        private boolean error;

        void talk(HttpClient client, URI address) {
            var socket = client.newWebSocketBuilder().buildAsync(address, this).join();
            var sent = socket.sendText("{}", true);
            for (int frame = 0; frame < 50; frame++)
                sent = sent.thenCompose(to -> to.sendBinary(ByteBuffer.allocate(3_200), true));
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            error = true;
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            heard.complete((error ? "error, " : "") + code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            heard.complete("broken: " + failure);
        }
    }
}
