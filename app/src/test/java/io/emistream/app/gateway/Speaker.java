package io.emistream.app.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A WebSocket client of the JDK that keeps what it is told. One thread. */
public final class Speaker implements AutoCloseable, WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BlockingQueue<JsonNode> news = new LinkedBlockingQueue<>();
    private final List<JsonNode> heard = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final boolean reads;
    private final WebSocket socket;

    public Speaker(URI address, String... headers) {
        this(HttpClient.newHttpClient(), true, address, headers);
    }

    Speaker(HttpClient client, boolean reads, URI address, String... headers) {
        this.reads = reads;
        var builder = client.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) builder.header(headers[i], headers[i + 1]);
        socket = builder.buildAsync(address, this).join();
    }

    /** As a client that hangs: it answers no ping. */
    static Speaker thatNeverReads(URI address, String... headers) {
        return new Speaker(HttpClient.newHttpClient(), false, address, headers);
    }

    boolean isOpen() {
        return !socket.isOutputClosed();
    }

    public void say(String message) {
        socket.sendText(message.replace('\'', '"'), true).join();
    }

    /** Sends a part of a message, which is not its last. */
    void begin(String part) {
        socket.sendText(part.replace('\'', '"'), false).join();
    }

    /** Sends bytes in frames of so many. */
    public void send(byte[] bytes, int from, int to, int frame) {
        for (int at = from; at < to; at += frame)
            socket.sendBinary(ByteBuffer.wrap(bytes, at, Math.min(frame, to - at)), true)
                    .join();
    }

    /** Waits for a message of the type; what came before it counts. */
    public JsonNode hear(String type) {
        return hear(message -> message.path("type").asText().equals(type));
    }

    /** Waits for such a message; what came before it counts. */
    public JsonNode hear(Predicate<JsonNode> wanted) {
        for (var message : heard) if (wanted.test(message)) return message;
        try {
            while (true) {
                var message = news.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (message == null) throw new AssertionError("no such message; heard " + heard);
                heard.add(message);
                if (wanted.test(message)) return message;
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The newest number of samples that is acknowledged, as far as it was heard. */
    long acknowledged() {
        return heard.stream()
                .mapToLong(message -> message.path("samples").asLong())
                .max()
                .orElse(0);
    }

    /** Closes as a client does that has no more to say. */
    void hangUp() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    /** Breaks off without a word. */
    void breakOff() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.abort();
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (reads) opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            try {
                news.add(JSON.readTree(text.toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        news.add(closed(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        news.add(closed(1006, String.valueOf(error.getMessage())));
    }

    private static ObjectNode closed(int code, String reason) {
        return JSON.createObjectNode()
                .put("type", "closed")
                .put("closeCode", code)
                .put("reason", reason);
    }
}
