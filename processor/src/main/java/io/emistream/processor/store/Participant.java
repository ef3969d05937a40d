package io.emistream.processor.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** One voice in one session: what everything is kept by. */
public record Participant(String sessionId, String participantId) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Participant that
                && sessionId.equals(that.sessionId)
                && participantId.equals(that.participantId);
    }

    /** Asked several times for each chunk, and faster than what a record has by itself. */
    @Override
    public int hashCode() {
        return 31 * sessionId.hashCode() + participantId.hashCode();
    }

    /** Each name with its length first, so that no pair of names looks like another's. */
    public Bytes key() {
        return Bytes.wrap(bytes(Kind.PARTICIPANT, 0).array());
    }

    /** Keys of a participant's runs sort by the sequence of their first chunk. */
    Bytes runKey(long sequence) {
        return Bytes.wrap(bytes(Kind.RUN, Long.BYTES).putLong(sequence).array());
    }

    /** The sequence in a run's key. */
    static long sequence(Bytes runKey) {
        byte[] bytes = runKey.get();
        return ByteBuffer.wrap(bytes).getLong(bytes.length - Long.BYTES);
    }

    /** The participant with this key, or whose run has it. */
    static Participant of(Bytes key) {
        var from = Kind.rest(key);
        return new Participant(name(from), name(from));
    }

    private ByteBuffer bytes(Kind kind, int more) {
        byte[] session = sessionId.getBytes(StandardCharsets.UTF_8);
        byte[] participant = participantId.getBytes(StandardCharsets.UTF_8);
        return kind.key(2 * Short.BYTES + session.length + participant.length + more)
                .putShort((short) session.length)
                .put(session)
                .putShort((short) participant.length)
                .put(participant);
    }

    private static String name(ByteBuffer from) {
        byte[] bytes = new byte[from.getShort()];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
