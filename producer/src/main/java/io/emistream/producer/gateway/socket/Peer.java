package io.emistream.producer.gateway.socket;

import com.fasterxml.jackson.databind.JsonNode;

/** The other end of a connection. Thread-safe; never blocks. */
public interface Peer {
    /** As a text frame; lost when the connection has gone. */
    void send(JsonNode message);

    /** Closes the connection once all is sent. @param code of RFC 6455 */
    void close(int code, String reason);
}
