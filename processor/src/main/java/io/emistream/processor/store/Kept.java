package io.emistream.processor.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Which of a participant's audio is still needed.
 *
 * @param cutsNeedFrom first sample that a cut still to come may hold; {@link Long#MAX_VALUE} after the end
 * @param unscored first samples of the segments that wait for their scores
 */
public record Kept(long cutsNeedFrom, List<Long> unscored) {
    /** From the beginning on. */
    public static final Kept ALL = new Kept(0, List.of());

    /** None of it. */
    public static final Kept NOTHING = new Kept(Long.MAX_VALUE, List.of());

    public Kept {
        unscored = List.copyOf(unscored);
    }

    /** Once the segmenter has gone on. */
    public Kept cutsNeed(long from) {
        return new Kept(from, unscored);
    }

    /** Once a segment was cut. */
    public Kept waitingFor(long firstSample) {
        var more = new ArrayList<>(unscored);
        more.add(firstSample);
        return new Kept(cutsNeedFrom, more);
    }

    /** Once a segment's event is out. */
    public Kept doneWith(long firstSample) {
        var fewer = new ArrayList<>(unscored);
        fewer.remove((Long) firstSample);
        return new Kept(cutsNeedFrom, fewer);
    }

    /** First sample that anything needs. */
    long needed() {
        long needed = cutsNeedFrom;
        for (long first : unscored) needed = Math.min(needed, first);
        return needed;
    }
}
