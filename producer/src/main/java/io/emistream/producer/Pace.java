package io.emistream.producer;

import java.time.Duration;

/**
 * How fast a recording is replayed.
 *
 * @param speed media seconds per second; 1 is live, 0 as fast as possible
 */
public record Pace(double speed) {
    /** As it was spoken. */
    public static final Pace LIVE = new Pace(1);

    /** As fast as the log takes it. */
    public static final Pace FAST = new Pace(0);

    private static final double NANOS = 1e9;
    private static final int RATE = 16_000;

    public Pace {
        if (!(speed >= 0 && speed <= 1000))
            throw new IllegalArgumentException(
                    "speed " + speed + " is out of range; give 0 (as fast as possible) to 1000, 1 is live");
    }

    /** When this many samples have been heard, counted from the first; zero when replay does not wait. */
    public Duration after(long samples) {
        return speed == 0 ? Duration.ZERO : Duration.ofNanos((long) (samples / (RATE * speed) * NANOS));
    }
}
