package io.emistream.producer.gateway.socket;

import java.nio.ByteBuffer;

/** What is said on one connection, by one protocol. Its methods are called one at a time, on whatever thread. */
public interface Conversation {
    /** A text frame has come. */
    void text(String message);

    /**
     * A binary frame has come; its bytes are gone when this returns.
     *
     * @return nanoseconds to wait before more is read
     */
    long audio(ByteBuffer bytes);

    /** Ten times a second, while nothing else happens on the connection. */
    void tick();

    /** The connection has gone; nothing else is called any more. */
    void closed();
}
