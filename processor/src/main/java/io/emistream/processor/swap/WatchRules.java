package io.emistream.processor.swap;

/**
 * When a release is taken back.
 *
 * @param failures segments that it failed on, or gave values for that are not finite
 * @param least segments before its latency and means say anything
 * @param latencyFactor greatest ratio of its mean inference time a second of audio to the one before it
 * @param drift greatest distance of an output's mean from that of the one before it
 */
public record WatchRules(int failures, int least, double latencyFactor, double drift) {
    public WatchRules {
        if (failures < 1) throw new IllegalArgumentException("watch.failures is " + failures + "; give at least 1");
        if (least < 2) throw new IllegalArgumentException("watch.least is " + least + "; give at least 2");
        if (!(latencyFactor > 1))
            throw new IllegalArgumentException("watch.latencyFactor is " + latencyFactor + "; give more than 1");
        if (!(drift > 0)) throw new IllegalArgumentException("watch.drift is " + drift + "; give more than 0");
    }

    /** Three failures; after 50 segments, three times the time or 0.35 away. */
    public static WatchRules standard() {
        return new WatchRules(3, 50, 3, 0.35);
    }
}
