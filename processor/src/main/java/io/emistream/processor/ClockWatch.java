package io.emistream.processor;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Notices that the wall clock was set: it went another way than the time that passes. A thread of its own looks twice a second. Started once, closed
 * once.
 */
final class ClockWatch implements AutoCloseable {
    /** Less than the time-outs of Kafka's clients; more than clocks that are kept in step ever move at once. */
    private static final long SMALLEST_STEP_MILLIS = 2_000;

    private static final long LOOK_MILLIS = 500;

    private final LongSupplier wallMillis;
    private final LongSupplier nanos;
    private final Consumer<Duration> stepped;
    private final CountDownLatch closing = new CountDownLatch(1);
    private long difference;

    /**
     * Not started yet.
     *
     * @param wallMillis since 1970
     * @param nanos since whenever, never set
     * @param stepped gets how far the clock was set ahead, negative for back; called by the thread that looks
     */
    ClockWatch(LongSupplier wallMillis, LongSupplier nanos, Consumer<Duration> stepped) {
        this.wallMillis = wallMillis;
        this.nanos = nanos;
        this.stepped = stepped;
        difference = difference();
    }

    /** Begins to look. */
    void start() {
        var thread = new Thread(this::run, "clock-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One thread at a time. */
    void look() {
        long before = difference;
        difference = difference();
        long step = difference - before;
        if (Math.abs(step) >= SMALLEST_STEP_MILLIS) stepped.accept(Duration.ofMillis(step));
    }

    private long difference() {
        return wallMillis.getAsLong() - TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
