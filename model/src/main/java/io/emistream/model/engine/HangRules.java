package io.emistream.model.engine;

import java.time.Duration;

/**
 * When a call of an engine counts as one that never comes back.
 *
 * @param least time that any call has
 * @param times as long as the engine's slowest call, by the sample, lets expect
 * @param most time that any call has, and the one of an engine that was not called before. Below the two minutes that a segment's attempt may take, so that
 *     the segments wait for another process and are not given up
 */
public record HangRules(Duration least, double times, Duration most) {
    /** Twenty times what is expected; 30 s at least, and 90 s at most: sixteen clips of 12 s at full size on two cores take about 40 s. */
    public static final HangRules STANDARD = new HangRules(Duration.ofSeconds(30), 20, Duration.ofSeconds(90));

    public HangRules {
        if (least.toMillis() < 1 || least.compareTo(most) > 0)
            throw new IllegalArgumentException(
                    "a call has at least %s and at most %s; give 1 ms or more, and no more than the most"
                            .formatted(least, most));
        if (!(times >= 1))
            throw new IllegalArgumentException("a call has %s times what is expected; give 1 or more".formatted(times));
    }

    /** @param expectedNanos 0 where nothing is known of the engine */
    Duration limit(double expectedNanos) {
        if (expectedNanos == 0) return most;
        return Duration.ofNanos(Math.round(Math.max(least.toNanos(), Math.min(most.toNanos(), times * expectedNanos))));
    }
}
