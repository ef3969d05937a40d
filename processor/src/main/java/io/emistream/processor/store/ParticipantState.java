package io.emistream.processor.store;

import io.emistream.processor.segment.SegmentRules;
import io.emistream.processor.segment.Segmenter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a participant's stream is. Encoded about 250 bytes while it lives, about 60 once it has ended. Shares its segmenter, which the stream moves on.
 *
 * @param phase what it is doing
 * @param expected sequence to be handled next
 * @param held sequences that came before their turn, ascending
 * @param heardAt wall clock of the task when the last chunk came, in milliseconds since 1970
 * @param captureMicros of the last chunk handled
 * @param appendMillis of the last chunk handled
 * @param kept which of its chunks are needed
 * @param segmenter null once it has ended
 */
public record ParticipantState(
        Phase phase,
        long expected,
        List<Long> held,
        long heardAt,
        long captureMicros,
        long appendMillis,
        Kept kept,
        @Nullable Segmenter segmenter) {

    /** SILENT: timed out, may speak again. ENDED: no more chunks are taken. REVOKED: may not be scored. */
    public enum Phase {
        LIVE,
        SILENT,
        ENDED,
        REVOKED
    }

    private static final Phase[] PHASES = Phase.values();
    private static final byte[] NOTHING = new byte[0];
    private static final int FIXED_BYTES = 1 + 5 * Long.BYTES + 2 * Integer.BYTES;

    public ParticipantState {
        held = List.copyOf(held);
    }

    /** The same with other chunks kept. */
    public ParticipantState keeping(Kept other) {
        return new ParticipantState(phase, expected, held, heardAt, captureMicros, appendMillis, other, segmenter);
    }

    byte[] encode() {
        byte[] cutting = segmenter == null ? NOTHING : segmenter.state();
        int lists = held.size() + kept.unscored().size();
        var to = ByteBuffer.allocate(FIXED_BYTES + lists * Long.BYTES + cutting.length)
                .put((byte) phase.ordinal())
                .putLong(expected);
        write(held, to);
        to.putLong(heardAt).putLong(captureMicros).putLong(appendMillis).putLong(kept.cutsNeedFrom());
        write(kept.unscored(), to);
        return to.put(cutting).array();
    }

    static ParticipantState decode(SegmentRules rules, byte[] bytes) {
        var from = ByteBuffer.wrap(bytes);
        return new ParticipantState(
                PHASES[from.get()],
                from.getLong(),
                longs(from),
                from.getLong(),
                from.getLong(),
                from.getLong(),
                new Kept(from.getLong(), longs(from)),
                segmenter(rules, Arrays.copyOfRange(bytes, from.position(), bytes.length)));
    }

    private static @Nullable Segmenter segmenter(SegmentRules rules, byte[] state) {
        return state.length == 0 ? null : Segmenter.resume(rules, state);
    }

    private static void write(List<Long> values, ByteBuffer to) {
        to.putInt(values.size());
        for (long value : values) to.putLong(value);
    }

    private static List<Long> longs(ByteBuffer from) {
        int size = from.getInt();
        var values = new ArrayList<Long>(size);
        for (int i = 0; i < size; i++) values.add(from.getLong());
        return values;
    }
}
