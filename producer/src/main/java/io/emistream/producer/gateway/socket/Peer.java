package io.emistream.producer.gateway.socket;

import com.fasterxml.jackson.databind.JsonNode;

/** The other end of a connection. Thread-safe; never blocks. */
public interface Peer {
    /** As a text frame; lost when the connection has gone. */
    void send(JsonNode message);

    /** Listens no more, and closes the connection when the client has had a second to read what was sent and to hang up by itself. @param code one of {@link CloseCode} */
    void close(int code, String reason);
}
