package io.emistream.processor.score;

import io.emistream.schemas.avro.StageLatency;
import java.util.function.LongSupplier;

/**
 * Has results committed soon after they were forwarded, since nobody sees them before. What is late already waits for Kafka's own interval, which is longer: a backlog is
 * worked off sooner the less often that is interrupted. One task's thread.
 */
final class Commits {
    /** A commit takes some milliseconds. */
    private static final long APART_MILLIS = 20;

    /** From the broker to the result. */
    private static final double LATE_MILLIS = 2_000;

    private final LongSupplier count;
    private final Runnable ask;
    private long forwardedAfter = -1;
    private long seen;
    private long seenAt;

    /**
     * @param count commits of the task so far
     * @param ask for another one
     */
    Commits(LongSupplier count, Runnable ask) {
        this.count = count;
        this.ask = ask;
    }

    /** A result was forwarded. */
    void forwarded(StageLatency latency) {
        if (latency.getTotalMs() - latency.getCaptureMs() < LATE_MILLIS) forwardedAfter = count.getAsLong();
    }

    /** Asks for a commit when it is time; called every few milliseconds. */
    void look(long now) {
        long commits = count.getAsLong();
        if (commits != seen) {
            seen = commits;
            seenAt = now;
        }
        if (forwardedAfter == commits && now - seenAt >= APART_MILLIS) ask.run();
    }
}
