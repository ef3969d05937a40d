package io.emistream.model.hub;

import java.time.Duration;

/** Waits before another attempt; tests do not. */
@FunctionalInterface
public interface Waits {
    /** Returns after that time. */
    void pause(Duration time) throws InterruptedException;
}
