package io.emistream.app.bench.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One session's connection to the gateway. One thread sends; the HTTP client's threads hear. */
final class Caller implements WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CompletableFuture<Long> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private CompletableFuture<WebSocket> last;

    Caller(HttpClient http, URI address, String session, boolean resume) {
        var config = JSON.createObjectNode()
                .put("type", "config")
                .put("session", session)
                .put("participant", Names.PARTICIPANT)
                .put("encoding", "s16le")
                .put("sampleRate", 16_000)
                .put("resume", resume)
                .toString();
        last = http.newWebSocketBuilder()
                .buildAsync(address, this)
                .thenCompose(socket -> socket.sendText(config, true));
        last = last.whenComplete((socket, error) -> {
            if (error != null) fail(error);
        });
    }

    /** The sample to go on with. */
    CompletableFuture<Long> ready() {
        return ready;
    }

    /** After what was sent before. */
    void send(byte[] pcm) {
        last = last.thenCompose(socket -> socket.sendBinary(ByteBuffer.wrap(pcm), true));
    }

    /** Done when the gateway says that all is stored. */
    CompletableFuture<Void> end() {
        last = last.thenCompose(socket -> socket.sendText("{\"type\":\"end\"}", true));
        return ended;
    }

    /** Without a word. */
    void breakOff() {
        last = last.whenComplete((socket, error) -> {
            if (socket != null) socket.abort();
        });
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean whole) {
        text.append(part);
        if (whole) {
            hear(text.toString());
            text.setLength(0);
        }
        socket.request(1);
        return null;
    }

    private void hear(String message) {
        try {
            JsonNode json = JSON.readTree(message);
            var type = json.path("type").asText();
            if (type.equals("ready")) ready.complete(json.path("firstSample").asLong());
            if (type.equals("ended")) ended.complete(null);
            if (type.equals("error"))
                fail(new IllegalStateException(json.path("message").asText()));
        } catch (JsonProcessingException e) {
            fail(e);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        fail(new IllegalStateException("the gateway closed the connection: " + code + " " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        fail(error);
    }

    private void fail(Throwable why) {
        ready.completeExceptionally(why);
        ended.completeExceptionally(why);
    }
}
