package io.emistream.producer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clocks that replay goes by; a test turns them by hand.
 *
 * @param wall stamps chunks
 * @param nanos monotonic nanoseconds that pace is measured with; a set wall clock does not disturb it
 * @param sleeper waits
 */
public record Timing(InstantSource wall, LongSupplier nanos, Sleeper sleeper) {
    /** Waits for a while, as {@code Thread.sleep} does. */
    public interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }
}
