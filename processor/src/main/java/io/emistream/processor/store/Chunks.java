package io.emistream.processor.store;

import io.emistream.schemas.Pcm16;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The chunks of a task's participants that are still needed, at most those of an open segment and of what waits for its score: in memory, and in the store for who comes
 * after. What came since the last commit and is still needed is written before the next, in runs of at most half a second. A run is written once at most and deleted once, so
 * that the changelog stays as small as the audio. Owned by the task's thread.
 */
public final class Chunks {
    private final HeldStore store;
    private final Map<Participant, NavigableMap<Long, Run>> runs = new HashMap<>();
    private final Map<Run, Participant> unwritten = new LinkedHashMap<>();

    Chunks(HeldStore store) {
        this.store = store;
    }

    /** Keeps a chunk. */
    public void put(Participant participant, long sequence, StoredChunk chunk) {
        var its = runs.computeIfAbsent(participant, any -> new TreeMap<>());
        var last = its.lastEntry();
        boolean grows = last != null
                && unwritten.containsKey(last.getValue())
                && last.getValue().takes(sequence);
        var run = grows ? last.getValue() : begin(participant, its, sequence);
        run.add(chunk);
    }

    private Run begin(Participant participant, NavigableMap<Long, Run> its, long sequence) {
        var run = new Run(sequence);
        its.put(sequence, run);
        unwritten.put(run, participant);
        return run;
    }

    /** A chunk that was kept. */
    public Optional<StoredChunk> get(Participant participant, long sequence) {
        return run(participant, sequence).flatMap(run -> run.get(sequence));
    }

    /** Forgets the audio of a chunk that was kept before its turn and is in no cut. */
    public void empty(Participant participant, long sequence) {
        run(participant, sequence).ifPresent(run -> {
            run.empty(sequence);
            if (!unwritten.containsKey(run)) write(run, participant);
        });
    }

    private Optional<Run> run(Participant participant, long sequence) {
        return Optional.ofNullable(runs.get(participant))
                .map(its -> its.floorEntry(sequence))
                .map(Map.Entry::getValue);
    }

    /** Deletes what neither a cut to come nor an unscored segment needs. */
    public void trim(Participant participant, Kept kept) {
        var its = runs.get(participant);
        if (its == null) return;
        long needed = kept.needed();
        while (!its.isEmpty() && its.firstEntry().getValue().lastSample() < needed)
            delete(participant, its.pollFirstEntry().getValue());
        if (its.isEmpty()) runs.remove(participant);
    }

    private void delete(Participant participant, Run run) {
        if (unwritten.remove(run) == null) store.delete(participant.runKey(run.first()));
    }

    /** The samples of a segment, as PCM16; empty when some are not there. What comes after its last chunk waits for its turn, and may be of the same time. */
    public Optional<short[]> samples(PendingSegment segment) {
        var samples = new short[segment.length()];
        int found = 0;
        for (var run : runs.getOrDefault(segment.participant(), new TreeMap<>()).values()) {
            for (var chunk : run.chunks()) {
                found += copy(chunk, segment, samples);
                if (found == samples.length) return Optional.of(samples);
            }
        }
        return Optional.empty();
    }

    private static int copy(StoredChunk chunk, PendingSegment segment, short[] to) {
        long first = Math.max(chunk.firstSample(), segment.firstSample());
        long last = Math.min(chunk.lastSample(), segment.lastSample());
        if (last < first) return 0;
        int offset = (int) (first - chunk.firstSample()) * Pcm16.BYTES;
        int length = (int) (last - first + 1);
        var part = Pcm16.shorts(ByteBuffer.wrap(chunk.pcm(), offset, length * Pcm16.BYTES));
        System.arraycopy(part, 0, to, (int) (first - segment.firstSample()), length);
        return length;
    }

    /** Writes what came since the last commit and is still needed. */
    void write() {
        unwritten.forEach(this::write);
        unwritten.clear();
    }

    private void write(Run run, Participant participant) {
        store.put(participant.runKey(run.first()), run.encode());
    }

    /** Reads what the task's last owner wrote. */
    void load() {
        try (var all = store.all(Kind.RUN)) {
            while (all.hasNext()) {
                var entry = all.next();
                long first = Participant.sequence(entry.key);
                runs.computeIfAbsent(Participant.of(entry.key), any -> new TreeMap<>())
                        .put(first, Run.decode(first, entry.value));
            }
        }
    }

    void forget() {
        unwritten.clear();
        runs.clear();
    }
}
