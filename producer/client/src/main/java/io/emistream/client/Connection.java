package io.emistream.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One WebSocket: whole messages to its owner, one thing at a time to the gateway. */
final class Connection implements WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Owner owner;
    private final StringBuilder text = new StringBuilder();
    private @Nullable WebSocket socket;

    Connection(Owner owner) {
        this.owner = owner;
    }

    /** Hears of a connection, on any thread. */
    interface Owner {
        void heard(Connection from, JsonNode message);

        /** @param code the gateway's, 1006 where the connection just broke */
        void closed(Connection from, int code, String reason);
    }

    /** Opens it; done when it is open or cannot be. */
    CompletableFuture<WebSocket> open(HttpClient http, URI address) {
        return http.newWebSocketBuilder().connectTimeout(PATIENCE).buildAsync(address, this);
    }

    /** From now on it can send. */
    void opened(WebSocket open) {
        socket = open;
    }

    boolean isOpen() {
        return socket != null;
    }

    /** Done when the next may be sent. */
    CompletableFuture<?> send(Outgoing what) {
        if (socket == null) throw new IllegalStateException("not open yet");
        if (what instanceof Outgoing.Audio audio) return socket.sendBinary(audio.pcm(), true);
        return socket.sendText(((Outgoing.Text) what).json(), true);
    }

    /** Drops it without a word: a voice that is not ended may be resumed. */
    void drop() {
        if (socket != null) socket.abort();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            try {
                owner.heard(this, JSON.readTree(text.toString()));
            } catch (JsonProcessingException e) {
                owner.closed(this, 1007, "the gateway sent what is no JSON");
            }
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        owner.closed(this, code, reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        owner.closed(this, 1006, String.valueOf(error.getMessage()));
    }
}
