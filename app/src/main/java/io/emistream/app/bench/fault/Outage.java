package io.emistream.app.bench.fault;

import io.emistream.app.bench.load.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * Something was broken, for a time in which nobody could go on.
 *
 * @param end when somebody could; the begin where that was at once
 */
record Outage(Instant begin, Instant end) {
    private static final Duration BEFORE = Duration.ofSeconds(1);
    private static final Duration AFTER = Duration.ofSeconds(12);

    /**
     * The longest that anybody waited for an event around it, in seconds: from its capture, or from the end of the outage, whatever came later.
     * NaN where there was no event.
     */
    double recovery(Collection<Arrival> arrivals) {
        return arrivals.stream()
                .filter(arrival -> near(arrival.captured()))
                .mapToDouble(this::waited)
                .max()
                .orElse(Double.NaN);
    }

    private double waited(Arrival arrival) {
        var captured = arrival.captured();
        var from = captured.isAfter(end) ? captured : end;
        return Math.max(0, Duration.between(from, arrival.visible()).toMillis() / 1000.0);
    }

    private boolean near(Instant captured) {
        return captured.isAfter(begin.minus(BEFORE)) && captured.isBefore(end.plus(AFTER));
    }
}
