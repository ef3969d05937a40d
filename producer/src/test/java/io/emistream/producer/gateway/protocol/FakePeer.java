package io.emistream.producer.gateway.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.emistream.producer.gateway.socket.Peer;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it is sent. */
public final class FakePeer implements Peer {
    private final List<JsonNode> sent = new ArrayList<>();
    private String closed = "";

    @Override
    public void send(JsonNode message) {
        if (closed.isEmpty()) sent.add(message);
    }

    @Override
    public void close(int code, String reason) {
        if (closed.isEmpty()) closed = code + " " + reason;
    }

    /** Code and reason; empty while it is open. */
    public String closed() {
        return closed;
    }

    /** All messages, as JSON. */
    public List<String> sent() {
        return sent.stream().map(JsonNode::toString).toList();
    }

    /** The newest message. */
    public JsonNode last() {
        return sent.get(sent.size() - 1);
    }
}
