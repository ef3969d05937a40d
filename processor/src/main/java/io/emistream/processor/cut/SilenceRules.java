package io.emistream.processor.cut;

import java.time.Duration;

/**
 * What happens to participants that say nothing more. Wall clock.
 *
 * @param timeout without a chunk, after which what is open is cut
 * @param forget without a chunk, after which an ended or timed-out participant is forgotten; until then its duplicates are known as such
 */
public record SilenceRules(Duration timeout, Duration forget) {
    public SilenceRules {
        if (timeout.toMillis() < 500)
            throw new IllegalArgumentException("silence.timeout is " + timeout + "; give at least 500 ms");
        if (forget.compareTo(timeout) < 0)
            throw new IllegalArgumentException(
                    "silence.forget is " + forget + "; give at least the timeout of " + timeout);
    }

    /** Fifteen seconds, and an hour. */
    public static SilenceRules standard() {
        return new SilenceRules(Duration.ofSeconds(15), Duration.ofHours(1));
    }
}
