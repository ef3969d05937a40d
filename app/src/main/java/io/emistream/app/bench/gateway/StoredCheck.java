package io.emistream.app.bench.gateway;

/** Checks that what is on the log of each session is all that it said, once and in order. Not thread-safe. */
final class StoredCheck {
    private final long[] next;
    private final boolean[] ended;
    private long wrong;

    StoredCheck(int sessions) {
        next = new long[sessions];
        ended = new boolean[sessions];
    }

    /** A chunk of a session, in the order of the log; false when it does not follow the one before, and counts for nothing. */
    boolean hear(int session, long firstSample, long samples, boolean end) {
        if (firstSample != next[session] || ended[session]) {
            wrong++;
            return false;
        }
        next[session] += samples;
        ended[session] = end;
        return true;
    }

    /** Chunks that did not follow the one before: doubled, or behind a hole. */
    long wrong() {
        return wrong;
    }

    /** Sessions that lack samples or their end. @param samples that each one said */
    int incomplete(long samples) {
        int incomplete = 0;
        for (int i = 0; i < next.length; i++) if (next[i] != samples || !ended[i]) incomplete++;
        return incomplete;
    }
}
