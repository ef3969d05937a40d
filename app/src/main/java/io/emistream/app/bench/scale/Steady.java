package io.emistream.app.bench.scale;

import io.emistream.app.bench.load.Arrival;
import io.emistream.app.bench.load.Voice;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The middle of a backlog's events: from when all audio was on the log and each session had its first event, until four fifths of all events were there. Who runs out
 * of work before that lowers the rate.
 *
 * @param segments in it
 * @param seconds that it lasted
 */
record Steady(int segments, double seconds) {
    private static final double UNTIL = 0.8;

    /** Of fewer segments nothing is said. */
    private static final int LEAST = 20;

    /**
     * Finds it.
     *
     * @param late how late the audio came to the log at most
     * @return empty where it holds too few segments
     */
    static Optional<Steady> of(List<Arrival> arrivals, Duration late) {
        if (arrivals.isEmpty()) return Optional.empty();
        Map<Voice.Speaker, Instant> first = new HashMap<>();
        var published = Instant.MIN;
        for (var arrival : arrivals) {
            first.merge(arrival.speaker(), arrival.visible(), (one, other) -> one.isBefore(other) ? one : other);
            published = later(published, arrival.captured().plus(late));
        }
        var from = first.values().stream().reduce(published, Steady::later);
        var visible = arrivals.stream()
                .map(Arrival::visible)
                .sorted(Comparator.naturalOrder())
                .toList();
        var to = visible.get((int) (UNTIL * (visible.size() - 1)));
        int inside = (int) visible.stream()
                .filter(at -> at.isAfter(from) && !at.isAfter(to))
                .count();
        return inside < LEAST
                ? Optional.empty()
                : Optional.of(new Steady(inside, Duration.between(from, to).toNanos() / 1e9));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    double perSecond() {
        return segments / seconds;
    }
}
