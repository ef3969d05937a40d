package io.emistream.app.learn;

/**
 * When a run begins.
 *
 * @param clips changed since the last run; 0 for never
 * @param millis since the last run, if any clip has changed; 0 for never
 */
record Due(int clips, long millis) {
    Due {
        if (clips < 0 || millis < 0)
            throw new IllegalArgumentException("--every-clips is " + clips + " and --every-hours "
                    + millis / 3_600_000.0 + "; give 0 (never) or more");
    }

    boolean now(int changed, long millisSinceLast) {
        return (clips > 0 && changed >= clips) || (millis > 0 && changed > 0 && millisSinceLast >= millis);
    }
}
