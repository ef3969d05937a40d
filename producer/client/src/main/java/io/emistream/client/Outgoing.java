package io.emistream.client;

import java.nio.ByteBuffer;

/** What is sent to the gateway. */
sealed interface Outgoing {
    record Text(String json) implements Outgoing {}

    record Audio(ByteBuffer pcm) implements Outgoing {}
}
