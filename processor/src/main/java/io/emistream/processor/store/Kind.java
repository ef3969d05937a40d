package io.emistream.processor.store;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

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

    /** What Kafka Streams calls delete reads the old value first, which nobody asks for. */
    static void delete(KeyValueStore<Bytes, byte[]> store, Bytes key) {
        store.put(key, null);
    }

    KeyValueIterator<Bytes, byte[]> all(KeyValueStore<Bytes, byte[]> store) {
        byte next = (byte) (ordinal() + 1);
        return store.range(Bytes.wrap(key(0).array()), Bytes.wrap(new byte[] {next}));
    }
}
