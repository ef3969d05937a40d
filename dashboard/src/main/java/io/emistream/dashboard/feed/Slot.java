package io.emistream.dashboard.feed;

import java.util.Comparator;

/** One partition of one of the topics that are shown. Written {@code a12} or {@code s0} in a {@link Position}. */
record Slot(EventType type, int partition) implements Comparable<Slot> {
    private static final Comparator<Slot> ORDER =
            Comparator.comparing(Slot::type).thenComparingInt(Slot::partition);

    /** Reads what {@link #toString()} wrote; throws IllegalArgumentException for anything else. */
    static Slot parse(String text) {
        for (var type : EventType.values())
            if (text.startsWith(type.letter())) return new Slot(type, Integer.parseInt(text.substring(1)));
        throw new IllegalArgumentException("no slot is written " + text);
    }

    @Override
    public int compareTo(Slot other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return type.letter() + partition;
    }
}
