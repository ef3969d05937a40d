package io.emistream.app.bench.scale;

import io.emistream.app.bench.load.Arrival;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How much of a live load waits: segments that were closed and have no event yet, in seconds of that load.
 *
 * @param perSecond segments that the load closes in a second, on average
 */
record Waiting(List<Arrival> arrivals, double perSecond) {
    /** At that moment. */
    double seconds(Instant at) {
        return arrivals.stream()
                        .filter(arrival -> !arrival.captured().isAfter(at)
                                && arrival.visible().isAfter(at))
                        .count()
                / perSecond;
    }

    /** The first event from that moment on after which less than a second of load waits; empty where there is none. */
    Optional<Instant> settled(Instant from) {
        return arrivals.stream()
                .map(Arrival::visible)
                .filter(visible -> !visible.isBefore(from))
                .sorted()
                .filter(visible -> seconds(visible) < 1)
                .findFirst();
    }
}
