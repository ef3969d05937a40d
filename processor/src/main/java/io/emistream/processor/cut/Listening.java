package io.emistream.processor.cut;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Tells the silence of producers from a task's own deafness. Silence counts only while the task listens: not while its thread is held up, not while
 * Kafka is away, not what a clock jumps over, and not while chunks lie unread. One thread.
 */
final class Listening {
    /** The task asks for the time far more often: a step of more is a jump of the clock, or a thread that was held up. */
    private static final long LONGEST_STEP_MILLIS = 2_000;

    private final Progress progress;
    private final int partition;
    private long since;
    private long latest;
    private @Nullable CompletableFuture<Long> end;
    private @Nullable CompletableFuture<Long> handled;

    /**
     * @param now wall clock at which the task begins, in milliseconds since 1970
     * @param partition that the task reads
     */
    Listening(long now, Progress progress, int partition) {
        this.progress = progress;
        this.partition = partition;
        since = now;
        latest = now;
    }

    /** Tells it the time, a few times a second at least. */
    void at(long now) {
        if (now < latest || now - latest > LONGEST_STEP_MILLIS) since = now;
        latest = now;
    }

    /**
     * How long somebody has been silent, in milliseconds.
     *
     * @param heardAt wall clock of the last word, by this task or one before it; it may lie ahead where a clock was set back
     */
    long silence(long heardAt) {
        return latest - (heardAt > latest ? since : Math.max(heardAt, since));
    }

    /**
     * Whether what seems silent is: asked at every look, until all that lay in the partition at the first is handled. Where Kafka is away nobody is
     * silent, and all silence begins anew.
     */
    boolean certain() {
        if (end == null) end = progress.end(partition);
        if (!end.isDone()) return false;
        if (handled == null) handled = progress.handled(partition);
        if (!handled.isDone()) return false;
        if (end.isCompletedExceptionally() || handled.isCompletedExceptionally()) {
            since = latest;
            forget();
            return false;
        }
        boolean all = handled.join() >= end.join();
        if (all) forget();
        else handled = null;
        return all;
    }

    /** Nobody seems silent any more. */
    void forget() {
        end = null;
        handled = null;
    }
}
