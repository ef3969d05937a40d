package io.emistream.app.bench.neighbour;

import static io.emistream.app.problem.UsageProblem.unlessWithin;

import io.emistream.app.bench.load.Load;
import java.time.Duration;

/**
 * A neighbour who does all wrong.
 *
 * @param sessions of speech that come too fast, 1 to 256
 * @param speed times as fast as people speak, 2 to 100
 * @param garbage records a second, 1 to 1000
 */
record Noise(int sessions, int speed, int garbage) {
    /** It begins before the others, and ends after them. */
    private static final Duration LONGER = Duration.ofSeconds(8);

    private static final Duration DRAIN = Duration.ofDays(1);

    Noise {
        unlessWithin("--noisy-sessions", sessions, 1, 256);
        unlessWithin("--speed", speed, 2, 100);
        unlessWithin("--garbage", garbage, 1, 1000);
    }

    /** What its fast sessions play beside those. */
    Load beside(Load others) {
        var length = others.length().plus(LONGER).multipliedBy(speed);
        return new Load(sessions, length, others.chunk(), DRAIN, speed);
    }
}
