package io.emistream.schemas;

import java.time.Duration;

/**
 * How long topics that are not compacted keep their records.
 *
 * @param audio captured audio, after the broker got it
 * @param shadow scores of candidate releases
 * @param events scores of the active release, session events, training events
 * @param deadLetters records that could not be handled; they may hold audio
 */
public record Retention(Duration audio, Duration shadow, Duration events, Duration deadLetters) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /** Audio and shadow scores for 6 hours, events and dead letters for 7 days. */
    public static final Retention STANDARD =
            new Retention(Duration.ofHours(6), Duration.ofHours(6), Duration.ofDays(7), Duration.ofDays(7));

    public Retention {
        check("audio", audio);
        check("shadow", shadow);
        check("events", events);
        check("deadLetters", deadLetters);
    }

    private static void check(String what, Duration value) {
        if (value.compareTo(SHORTEST) < 0)
            throw new IllegalArgumentException("retention." + what + " is " + value + "; it must be at least "
                    + SHORTEST + ", or records go before they are read");
    }
}
