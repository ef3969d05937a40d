package io.emistream.processor.store;

import io.emistream.schemas.Pcm16;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The chunks of a task's participants. What comes between two commits is written with the second, as one run for each participant: while a stream is live a run holds a
 * chunk, and while a backlog is worked off many. A run is written once and deleted once, so that the changelog stays as small as the audio. Owned by the task's
 * thread.
 */
public final class Chunks {
    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<Participant, Run> growing = new HashMap<>();

    Chunks(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Keeps a chunk. */
    public Kept put(Participant participant, long sequence, StoredChunk chunk, Kept kept) {
        var run = growing.get(participant);
        if (run == null || !run.takes(sequence)) {
            write(participant);
            run = new Run(sequence);
            growing.put(participant, run);
        }
        run.add(chunk);
        if (run.isFull()) write(participant);
        return kept.with(run);
    }

    /** A chunk that was kept. */
    public Optional<StoredChunk> get(Participant participant, long sequence) {
        var run = growing.get(participant);
        var found = run == null ? Optional.<StoredChunk>empty() : run.get(sequence);
        return found.isPresent() ? found : stored(participant, sequence);
    }

    private Optional<StoredChunk> stored(Participant participant, long sequence) {
        try (var before = store.reverseRange(participant.chunkKey(0), participant.chunkKey(sequence))) {
            if (!before.hasNext()) return Optional.empty();
            var entry = before.next();
            return Run.decode(Participant.sequence(entry.key), entry.value).get(sequence);
        }
    }

    /** Deletes what neither a cut to come nor an unscored segment needs. */
    public Kept trim(Participant participant, Kept kept) {
        if (!kept.hasStale()) return kept;
        write(participant);
        long needed = kept.needed();
        try (var entries = from(participant, kept.scanFrom())) {
            while (entries.hasNext()) {
                var entry = entries.next();
                long last = Run.lastSample(entry.value);
                if (last >= needed) return kept.startingAt(Participant.sequence(entry.key), last);
                store.delete(entry.key);
            }
        }
        return kept.without();
    }

    /** The samples of a segment, as PCM16; empty when some are not there. */
    public Optional<short[]> samples(PendingSegment segment) {
        var samples = new short[segment.length()];
        int found = 0;
        try (var entries = from(segment.participant(), segment.scanFrom())) {
            while (entries.hasNext() && found < samples.length) {
                var run = Run.decode(0, entries.next().value);
                if (run.chunks().get(0).firstSample() > segment.lastSample()) break;
                found += copy(run, segment, samples);
            }
        }
        var run = growing.get(segment.participant());
        if (run != null) found += copy(run, segment, samples);
        return found == samples.length ? Optional.of(samples) : Optional.empty();
    }

    private static int copy(Run run, PendingSegment segment, short[] to) {
        int copied = 0;
        for (var chunk : run.chunks()) copied += copy(chunk, segment, to);
        return copied;
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

    private KeyValueIterator<Bytes, byte[]> from(Participant participant, long sequence) {
        return store.range(participant.chunkKey(sequence), participant.chunkKey(Long.MAX_VALUE));
    }

    private void write(Participant participant) {
        var run = growing.remove(participant);
        if (run != null) put(participant, run);
    }

    private void put(Participant participant, Run run) {
        store.put(participant.chunkKey(run.first()), run.encode());
    }

    /** Writes what came since the last commit. */
    void write() {
        growing.forEach(this::put);
        growing.clear();
    }

    void forget() {
        growing.clear();
    }
}
