package io.emistream.processor.cut;

import java.util.function.BooleanSupplier;

/**
 * Tells the silence of producers from a task's own deafness. Silence counts only while the task listens: not while its thread is held up, not while
 * Kafka is away, and not what a clock jumps over. One thread.
 */
final class Listening {
    /** The task asks for the time far more often: a step of more is a jump of the clock, or a thread that was held up. */
    private static final long LONGEST_STEP_MILLIS = 2_000;

    private final BooleanSupplier connected;
    private long since;
    private long latest;

    /**
     * @param now wall clock at which the task begins, in milliseconds since 1970
     * @param connected whether Kafka is there
     */
    Listening(long now, BooleanSupplier connected) {
        this.connected = connected;
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

    /** Whether what seems silent is: where Kafka is away, nobody is, and all silence begins anew. */
    boolean certain() {
        boolean certain = connected.getAsBoolean();
        if (!certain) since = latest;
        return certain;
    }
}
