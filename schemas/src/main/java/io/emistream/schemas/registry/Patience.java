package io.emistream.schemas.registry;

import java.time.Duration;

/**
 * How long the client waits and how often it tries. A round asks every URL once; rounds are apart by a pause that doubles from
 * {@code firstPause} to {@code longestPause}, each shortened by up to half at random so that clients do not return all at once.
 *
 * @param connect for a connection to stand
 * @param answer for a whole answer, its body too
 * @param rounds at least 1
 */
public record Patience(Duration connect, Duration answer, int rounds, Duration firstPause, Duration longestPause) {
    /** 2 s to connect, 5 s to answer, 4 rounds with pauses of up to 0.1, 0.2 and 0.4 s. */
    public static final Patience STANDARD = new Patience(
            Duration.ofSeconds(2), Duration.ofSeconds(5), 4, Duration.ofMillis(100), Duration.ofSeconds(2));

    public Patience {
        positive("connect", connect);
        positive("answer", answer);
        positive("firstPause", firstPause);
        if (rounds < 1) throw new IllegalArgumentException("registry rounds is " + rounds + "; it must be at least 1");
        if (longestPause.compareTo(firstPause) < 0)
            throw new IllegalArgumentException(
                    "registry longestPause is " + longestPause + "; it must be at least firstPause, " + firstPause);
    }

    /**
     * The pause after a round.
     *
     * @param round 0 after the first
     * @param chance in [0, 1)
     */
    Duration pause(int round, double chance) {
        double doubled = firstPause.toMillis() * Math.pow(2, round);
        double full = Math.min(doubled, longestPause.toMillis());
        return Duration.ofMillis(Math.round(full * (1 - chance / 2)));
    }

    private static void positive(String what, Duration value) {
        if (value.isZero() || value.isNegative())
            throw new IllegalArgumentException("registry " + what + " is " + value + "; it must be above zero");
    }
}
