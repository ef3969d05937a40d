package io.emistream.processor.segment;

import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Puts a participant's chunks in order by their sequence numbers and finds the holes. A chunk that is overtaken by more numbers than the window
 * has is given up as lost; the outcome is the same in whatever order chunks come within the window. Duplicates and chunks already given
 * up are refused. Not thread-safe.
 */
public final class ReorderWindow {
    private final int size;
    private final TreeSet<Long> held;
    private long expected;

    /**
     * @param size chunks, at least 1
     * @param expected sequence to be handled next
     * @param held sequences that came before their turn
     */
    public ReorderWindow(int size, long expected, List<Long> held) {
        this.size = size;
        this.expected = expected;
        this.held = new TreeSet<>(held);
    }

    /** Takes note of a chunk; false when it was heard before or comes too late. */
    public boolean offer(long sequence) {
        return sequence >= hopedFor() && held.add(sequence);
    }

    /** The chunk whose turn it is, if any; when it is not {@link #expected()}, those between are lost. */
    public OptionalLong next() {
        return held.isEmpty() || held.first() > hopedFor() ? OptionalLong.empty() : take();
    }

    /** As {@link #next()}, without hope for those that are missing. */
    public OptionalLong nextAtLast() {
        return held.isEmpty() ? OptionalLong.empty() : take();
    }

    /** The sequence to be handled next, until a chunk is taken. */
    public long expected() {
        return expected;
    }

    /** Sequences that came before their turn, ascending. */
    public List<Long> held() {
        return List.copyOf(held);
    }

    /** All before it were taken or are given up. */
    private long hopedFor() {
        return held.isEmpty() ? expected : Math.max(expected, held.last() - size + 1);
    }

    private OptionalLong take() {
        long sequence = held.pollFirst();
        expected = sequence + 1;
        return OptionalLong.of(sequence);
    }
}
