package io.emistream.dashboard.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest events of all sessions in order of arrival, bounded. One feed appends; any number of readers, each with a place
 * of its own, follow at their own speed without holding anything up: who is slower than the bounds allow misses events and is
 * told so. Thread-safe.
 */
public final class History {
    private final HistoryBounds bounds;
    private final TreeMap<Long, FeedEvent> events = new TreeMap<>();
    private final Map<String, Deque<Long>> sessions = new HashMap<>();
    /** Below these offsets something is not here: never read, or evicted since. */
    private final Map<Slot, Long> completeFrom = new HashMap<>();

    private final Map<Slot, Long> nextOffsets = new HashMap<>();
    private Optional<String> log = Optional.empty();
    private boolean readable;
    private long nextIndex;
    private long bytes;

    public History(HistoryBounds bounds) {
        this.bounds = bounds;
    }

    /** Reading begins, or goes on with more partitions; another log than before makes all that is here worthless. */
    synchronized void begin(String newLog, Map<Slot, Long> from) {
        if (!log.equals(Optional.of(newLog))) {
            events.clear();
            sessions.clear();
            completeFrom.clear();
            nextOffsets.clear();
            bytes = 0;
            readable = false;
        }
        log = Optional.of(newLog);
        from.forEach(completeFrom::putIfAbsent);
        from.forEach(nextOffsets::putIfAbsent);
    }

    /** Appends one event; whatever no longer fits goes. */
    synchronized void append(Slot slot, long offset, Decoded content) {
        var event = new FeedEvent(nextIndex++, slot, offset, content);
        events.put(event.index(), event);
        var ofSession = sessions.computeIfAbsent(event.sessionId(), id -> new ArrayDeque<>());
        ofSession.addLast(event.index());
        bytes += event.size();
        reached(slot, offset + 1);
        if (ofSession.size() > bounds.eventsPerSession()) evict(ofSession.getFirst());
        while (bytes > bounds.bytes() && events.size() > 1) evict(events.firstKey());
    }

    /** Reading has come to this offset; what lies before it is here or is nothing to show. */
    synchronized void reached(Slot slot, long offset) {
        nextOffsets.put(slot, offset);
    }

    /** Where reading goes on, by partition, in the given log; empty when nothing was read of it. */
    synchronized Map<Slot, Long> nextOffsets(String ofLog) {
        return log.equals(Optional.of(ofLog)) ? Map.copyOf(nextOffsets) : Map.of();
    }

    /** The past has been read: readers may come. */
    synchronized void open() {
        readable = true;
    }

    /** The log that can be read here; empty until its past is complete, so that nobody takes a part of it for all. */
    synchronized Optional<String> log() {
        return readable ? log : Optional.empty();
    }

    /** The first event after the given index. */
    synchronized Optional<FeedEvent> after(long index) {
        return Optional.ofNullable(events.higherEntry(index)).map(Map.Entry::getValue);
    }

    /** Where reading stands, for a reader who has all events to the given index; empty when that is not all. */
    synchronized Optional<Map<Slot, Long>> reachedBy(long index) {
        return events.higherKey(index) == null ? Optional.of(Map.copyOf(nextOffsets)) : Optional.empty();
    }

    /** The state of things for a reader who joins now. */
    synchronized Joined join() {
        return new Joined(nextIndex, events.size(), Map.copyOf(nextOffsets));
    }

    /** Whether nothing that follows the position is missing here, so that its reader can go on without a gap. */
    synchronized boolean holdsAllAfter(Position position) {
        return log.equals(Optional.of(position.log()))
                && completeFrom.entrySet().stream()
                        .allMatch(from -> position.next().getOrDefault(from.getKey(), 0L) >= from.getValue());
    }

    /** The newest final score of each participant as JSON, by session, in order of the sessions' first events here. */
    public synchronized Map<String, List<String>> latest() {
        var bySession = new LinkedHashMap<String, Map<String, String>>();
        for (var event : events.values()) {
            var participants = bySession.computeIfAbsent(event.sessionId(), id -> new LinkedHashMap<>());
            var content = event.content();
            if (content.summary()) participants.put(content.participantId(), new String(content.json(), UTF_8));
        }
        var latest = new LinkedHashMap<String, List<String>>();
        bySession.forEach((session, scores) -> latest.put(session, new ArrayList<>(scores.values())));
        return latest;
    }

    private void evict(long index) {
        var event = events.remove(index);
        if (event == null) throw new IllegalStateException("event " + index + " is not in the history");
        bytes -= event.size();
        completeFrom.merge(event.slot(), event.offset() + 1, Math::max);
        var ofSession = sessions.get(event.sessionId());
        if (ofSession == null) throw new IllegalStateException("event " + index + " belongs to no session");
        // the oldest of all is the oldest of its session too, so it is always the first
        ofSession.removeFirst();
        if (ofSession.isEmpty()) sessions.remove(event.sessionId());
    }

    /**
     * A place in the history at one moment.
     *
     * @param index what comes later has this index or a higher one
     * @param before how many events lie before it
     * @param reached where reading stood, by partition
     */
    record Joined(long index, int before, Map<Slot, Long> reached) {}
}
