package io.emistream.processor.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Which of a participant's chunks lie in the store, and why.
 *
 * @param cutsNeedFrom first sample that a cut still to come may hold; {@link Long#MAX_VALUE} after the end
 * @param unscored first samples of the segments that wait for their scores
 * @param oldest sequence of the first chunk of the oldest run in the store, or -1 for none
 * @param oldestLast that run's last sample
 */
public record Kept(long cutsNeedFrom, List<Long> unscored, long oldest, long oldestLast) {
    private static final long NONE = -1;

    /** Chunks go by the second, since looking for them costs more than keeping them: samples. */
    private static final long STALE = 16_000;

    /** No chunks at all. */
    public static final Kept NOTHING = new Kept(0, List.of(), NONE, NONE);

    public Kept {
        unscored = List.copyOf(unscored);
    }

    /** Once the segmenter has gone on. */
    public Kept cutsNeed(long from) {
        return new Kept(from, unscored, oldest, oldestLast);
    }

    /** Once a segment was cut. */
    public Kept waitingFor(long firstSample) {
        var more = new ArrayList<>(unscored);
        more.add(firstSample);
        return new Kept(cutsNeedFrom, more, oldest, oldestLast);
    }

    /** Once a segment's event is out. */
    public Kept doneWith(long firstSample) {
        var fewer = new ArrayList<>(unscored);
        fewer.remove((Long) firstSample);
        return new Kept(cutsNeedFrom, fewer, oldest, oldestLast);
    }

    /** Where a scan for a segment's chunks may begin. */
    public long scanFrom() {
        return Math.max(0, oldest);
    }

    Kept with(Run run) {
        return oldest == NONE || run.first() <= oldest ? startingAt(run.first(), run.lastSample()) : this;
    }

    Kept startingAt(long sequence, long lastSample) {
        return new Kept(cutsNeedFrom, unscored, sequence, lastSample);
    }

    Kept without() {
        return startingAt(NONE, NONE);
    }

    long needed() {
        long needed = cutsNeedFrom;
        for (long first : unscored) needed = Math.min(needed, first);
        return needed;
    }

    boolean hasStale() {
        return oldest != NONE && oldestLast < needed() - STALE;
    }
}
