package io.emistream.app.role;

import io.emistream.app.problem.UsageProblem;
import io.emistream.producer.Pace;
import picocli.CommandLine.Option;

/** How fast recordings are replayed. */
public final class Speed {
    @Option(names = "--speed", defaultValue = "1", paramLabel = "N", description = "1 is live, 0 as fast as it can")
    private double speed;

    /** @throws UsageProblem when it is out of range */
    public Pace pace() {
        try {
            return new Pace(speed);
        } catch (IllegalArgumentException e) {
            throw new UsageProblem("--speed: " + e.getMessage());
        }
    }
}
