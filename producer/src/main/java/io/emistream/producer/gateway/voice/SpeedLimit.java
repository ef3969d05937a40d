package io.emistream.producer.gateway.voice;

import java.time.Duration;

/** How fast a voice may be spoken: a time at which it would have been spoken at the highest speed, and how far that may lie ahead. One thread. */
final class SpeedLimit {
    private final double speed;
    private final long burst;
    private long spoken;

    /** @param now nanoseconds, as all that follow */
    SpeedLimit(double speed, Duration burst, long now) {
        this.speed = speed;
        this.burst = burst.toNanos();
        this.spoken = now - this.burst;
    }

    /** Nanoseconds to wait before so much audio may come. */
    long wait(long audio, long now) {
        return Math.max(0, after(audio, now) - now);
    }

    /** Counts so much audio; returns the nanoseconds that it is ahead. */
    long take(long audio, long now) {
        spoken = after(audio, now);
        return Math.max(0, spoken - now);
    }

    private long after(long audio, long now) {
        // differences only: nanoseconds may overflow
        long latest = now - burst - spoken > 0 ? now - burst : spoken;
        return latest + (long) (audio / speed);
    }
}
