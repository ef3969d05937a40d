package io.emistream.processor.swap;

import java.time.Duration;

/**
 * How releases are swapped.
 *
 * @param deployment whose wishes are followed
 * @param keepPrevious how long a release that serves no more stays loaded, so that going back takes no loading; wall clock
 * @param slowest longest time a candidate may take for 12 s of audio in its warm-up
 * @param watch when a new release is taken back
 */
public record SwapRules(String deployment, Duration keepPrevious, Duration slowest, WatchRules watch) {
    /** Of deployments that nobody has named. */
    public static final String LIVE = "live";

    public SwapRules {
        if (deployment.isBlank() || deployment.length() > 100)
            throw new IllegalArgumentException("deployment is '" + deployment + "'; give 1 to 100 characters");
        if (keepPrevious.isNegative())
            throw new IllegalArgumentException("keepPrevious is " + keepPrevious + "; give 0 or more");
        if (slowest.toMillis() < 1)
            throw new IllegalArgumentException("slowest is " + slowest + "; give at least 1 ms");
    }

    /** The deployment {@code live}; ten minutes; 12 s, which is real time. */
    public static SwapRules standard() {
        return new SwapRules(LIVE, Duration.ofMinutes(10), Duration.ofSeconds(12), WatchRules.standard());
    }
}
