package io.emistream.dashboard.feed;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far a reader has come: for each partition the offset of the next record it has not seen. It is the id of every
 * server-sent event, so that {@code Last-Event-ID} says exactly what its reader has, to any instance of the dashboard.
 * Written {@code 1f0c9ab2.a0-17.a1-4.s0-9}: the log, then partitions of affect and session topic with their next offsets.
 *
 * @param log which incarnation of the topics the offsets count in: topics made anew have another
 * @param next next offset by partition; partitions of which nothing was seen are absent
 */
record Position(String log, SortedMap<Slot, Long> next) {
    /** Far more than a topic of this kind has; an id is input from outside. */
    private static final int LONGEST = 16_384;

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}(\\.[as]\\d{1,9}-\\d{1,18})*+");

    Position {
        next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
    }

    static Position start(String log) {
        return new Position(log, new TreeMap<>());
    }

    /** Whether the record lies before this position: its reader has it already. */
    boolean hasSeen(Slot slot, long offset) {
        return offset < next.getOrDefault(slot, 0L);
    }

    /** This position once the record has been seen too. */
    Position after(Slot slot, long offset) {
        var further = new TreeMap<>(next);
        further.put(slot, offset + 1);
        return new Position(log, further);
    }

    /** This position, or further where the given one is. */
    Position atLeast(Map<Slot, Long> reached) {
        var further = new TreeMap<>(next);
        reached.forEach((slot, offset) -> further.merge(slot, offset, Math::max));
        return new Position(log, further);
    }

    /** Reads what {@link #toString()} wrote; empty for anything else, since ids come from outside. */
    static Optional<Position> parse(String id) {
        if (id.length() > LONGEST) return Optional.empty();
        if (!FORM.matcher(id).matches()) return Optional.empty();
        var parts = id.split("\\.");
        var next = new TreeMap<Slot, Long>();
        for (int i = 1; i < parts.length; i++) {
            int dash = parts[i].indexOf('-');
            next.put(Slot.parse(parts[i].substring(0, dash)), Long.parseLong(parts[i].substring(dash + 1)));
        }
        return Optional.of(new Position(parts[0], next));
    }

    @Override
    public String toString() {
        return next.entrySet().stream().map(Position::word).collect(Collectors.joining("", log, ""));
    }

    private static String word(Map.Entry<Slot, Long> entry) {
        return "." + entry.getKey() + "-" + entry.getValue();
    }
}
