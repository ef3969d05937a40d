package io.emistream.dashboard.feed;

/**
 * How much is kept in memory; the oldest goes first.
 *
 * @param eventsPerSession so that one busy session cannot push out the others; at least 1
 * @param bytes of all sessions together; at least 1 MiB
 */
public record HistoryBounds(int eventsPerSession, long bytes) {
    private static final long LEAST_BYTES = 1 << 20;

    public HistoryBounds {
        if (eventsPerSession < 1)
            throw new IllegalArgumentException(
                    "history of " + eventsPerSession + " events per session; the dashboard needs at least 1");
        if (bytes < LEAST_BYTES)
            throw new IllegalArgumentException(
                    "history of " + bytes + " bytes; the dashboard needs at least " + LEAST_BYTES);
    }
}
