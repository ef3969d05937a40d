package io.emistream.app.bench.load;

import static io.emistream.app.problem.UsageProblem.unlessWithin;

import java.time.Duration;

/**
 * What is asked of the processors.
 *
 * @param sessions of speech, one voice each
 * @param length of each session, in media time
 * @param chunk length of each chunk, 1 ms to 1 s
 * @param drain how long to wait for events after the last chunk while some still come
 * @param speed how many times as fast as people speak; more than the generator can do is as fast as it can
 * Throws {@link io.emistream.app.problem.UsageProblem} by the option where a number is out of its limits.
 */
public record Load(int sessions, Duration length, Duration chunk, Duration drain, int speed) {
    public static final int MOST_SESSIONS = 4096;

    /** Begins are spread over a part of the length, so that sessions do not end at once. */
    private static final int SPREAD_PART = 4;

    private static final Duration LONGEST_SPREAD = Duration.ofSeconds(2);

    public Load {
        unlessWithin("--sessions", sessions, 1, MOST_SESSIONS);
        unlessWithin("--seconds", length.toSeconds(), 1, 24 * 3600);
        unlessWithin("--chunk-ms", chunk.toMillis(), 10, 1000);
        unlessWithin("--speed", speed, 1, 1000);
    }

    /** As fast as people speak. */
    public Load(int sessions, Duration length, Duration chunk, Duration drain) {
        this(sessions, length, chunk, drain, 1);
    }

    /** In whole chunks. */
    long samples() {
        return length.dividedBy(chunk) * chunk.toMillis() * Sound.RATE / 1000;
    }

    /** How long it takes until all voices have begun. */
    Duration spread() {
        var part = length.dividedBy((long) SPREAD_PART * speed);
        return part.compareTo(LONGEST_SPREAD) < 0 ? part : LONGEST_SPREAD;
    }

    Load of(int otherSessions) {
        return new Load(otherSessions, length, chunk, drain, speed);
    }

    /** The same, of another length. */
    public Load lasting(Duration otherLength) {
        return new Load(sessions, otherLength, chunk, drain, speed);
    }

    /** The same, so many times as fast as people speak. */
    public Load at(int otherSpeed) {
        return new Load(sessions, length, chunk, drain, otherSpeed);
    }
}
