package io.emistream.processor.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a participant's stream is. About 250 bytes while it lives, about 60 once it has ended. Shares its array.
 *
 * @param phase what it is doing
 * @param expected sequence to be handled next
 * @param held sequences that came before their turn, ascending
 * @param heardAt wall clock of the task when the last chunk came, in milliseconds since 1970
 * @param captureMicros of the last chunk handled
 * @param appendMillis of the last chunk handled
 * @param kept its chunks in the store
 * @param segmenter state of its segmenter; empty once it has ended
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose: made for each chunk
public record ParticipantState(
        Phase phase,
        long expected,
        List<Long> held,
        long heardAt,
        long captureMicros,
        long appendMillis,
        Kept kept,
        byte[] segmenter) {

    /** SILENT: timed out, may speak again. ENDED: no more chunks are taken. */
    public enum Phase {
        LIVE,
        SILENT,
        ENDED
    }

    public ParticipantState {
        held = List.copyOf(held);
    }

    /** The same with other chunks kept. */
    public ParticipantState keeping(Kept other) {
        return new ParticipantState(phase, expected, held, heardAt, captureMicros, appendMillis, other, segmenter);
    }

    byte[] encode() {
        var bytes = new ByteArrayOutputStream(256);
        try (var to = new DataOutputStream(bytes)) {
            to.writeByte(phase.ordinal());
            to.writeLong(expected);
            write(held, to);
            to.writeLong(heardAt);
            to.writeLong(captureMicros);
            to.writeLong(appendMillis);
            to.writeLong(kept.cutsNeedFrom());
            write(kept.unscored(), to);
            to.writeLong(kept.oldest());
            to.writeLong(kept.oldestLast());
            to.write(segmenter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static ParticipantState decode(byte[] bytes) {
        try (var from = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new ParticipantState(
                    Phase.values()[from.readByte()],
                    from.readLong(),
                    longs(from),
                    from.readLong(),
                    from.readLong(),
                    from.readLong(),
                    new Kept(from.readLong(), longs(from), from.readLong(), from.readLong()),
                    from.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(List<Long> values, DataOutputStream to) throws IOException {
        to.writeInt(values.size());
        for (long value : values) to.writeLong(value);
    }

    private static List<Long> longs(DataInputStream from) throws IOException {
        int size = from.readInt();
        var values = new ArrayList<Long>(size);
        for (int i = 0; i < size; i++) values.add(from.readLong());
        return values;
    }
}
