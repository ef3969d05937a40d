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
 * The part of a backlog's events that were scored while everybody was busy: all audio was on the log, each session had its first event, and none its last.
 *
 * @param segments in it
 * @param seconds that it lasted
 */
record Steady(int segments, double seconds) {
    /** Of fewer segments nothing is said. */
    private static final int LEAST = 20;

    /**
     * Finds it.
     *
     * @param late how late the audio came to the log at most
     * @return empty where it holds too few segments
     */
    static Optional<Steady> of(List<Arrival> arrivals, Duration late) {
        Map<Voice.Speaker, Instant> first = new HashMap<>();
        Map<Voice.Speaker, Instant> last = new HashMap<>();
        for (var arrival : arrivals) {
            first.merge(arrival.speaker(), arrival.visible(), (one, other) -> one.isBefore(other) ? one : other);
            last.merge(arrival.speaker(), arrival.visible(), (one, other) -> one.isAfter(other) ? one : other);
        }
        var published = arrivals.stream().map(Arrival::captured).max(Comparator.naturalOrder());
        var begun = first.values().stream().max(Comparator.naturalOrder());
        var ended = last.values().stream().min(Comparator.naturalOrder());
        if (published.isEmpty() || begun.isEmpty() || ended.isEmpty()) return Optional.empty();
        return between(arrivals, later(published.get().plus(late), begun.get()), ended.get());
    }

    private static Optional<Steady> between(List<Arrival> arrivals, Instant from, Instant to) {
        var inside = arrivals.stream()
                .map(Arrival::visible)
                .filter(visible -> visible.isAfter(from) && !visible.isAfter(to))
                .toList();
        return inside.size() < LEAST
                ? Optional.empty()
                : Optional.of(
                        new Steady(inside.size(), Duration.between(from, to).toNanos() / 1e9));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    double perSecond() {
        return segments / seconds;
    }
}
