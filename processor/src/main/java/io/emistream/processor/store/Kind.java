package io.emistream.processor.store;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/** What an entry of a task's store is: the first byte of its key, so that the entries of a kind lie together. */
enum Kind {
    RUN,
    PARTICIPANT,
    SEGMENT;

    /** A key with room for the rest. */
    ByteBuffer key(int more) {
        return ByteBuffer.allocate(1 + more).put((byte) ordinal());
    }

    /** The rest of a key. */
    static ByteBuffer rest(Bytes key) {
        return ByteBuffer.wrap(key.get()).position(1);
    }

    /** At or before the key of each entry. */
    Bytes first() {
        return Bytes.wrap(new byte[] {(byte) ordinal()});
    }

    /** After the key of each entry. */
    Bytes end() {
        return Bytes.wrap(new byte[] {(byte) (ordinal() + 1)});
    }
}
