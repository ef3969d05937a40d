package io.emistream.processor.store;

import io.emistream.schemas.Pcm16;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The chunks in a task's store, each under its participant and sequence; written once and deleted once, so that the changelog stays as small as the audio. */
public final class Chunks {
    private final KeyValueStore<Bytes, byte[]> store;

    public Chunks(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Keeps a chunk. */
    public Kept put(Participant participant, long sequence, StoredChunk chunk, Kept kept) {
        store.put(participant.chunkKey(sequence), chunk.encode());
        return kept.with(sequence, chunk);
    }

    /** A chunk that was kept. */
    public Optional<StoredChunk> get(Participant participant, long sequence) {
        byte @Nullable [] bytes = store.get(participant.chunkKey(sequence));
        return Optional.ofNullable(bytes).map(StoredChunk::decode);
    }

    /** Deletes what neither a cut to come nor an unscored segment needs. */
    public Kept trim(Participant participant, Kept kept) {
        if (!kept.hasStale()) return kept;
        long needed = kept.needed();
        try (var entries = from(participant, kept.scanFrom())) {
            while (entries.hasNext()) {
                var entry = entries.next();
                long last = StoredChunk.decode(entry.value).lastSample();
                if (last >= needed) return kept.startingAt(Participant.sequence(entry.key), last);
                store.delete(entry.key);
            }
        }
        return kept.without();
    }

    /** The samples of a segment, in [-1, 1); empty when some are not there. */
    public Optional<float[]> samples(PendingSegment segment) {
        var samples = new float[segment.length()];
        int found = 0;
        try (var entries = from(segment.participant(), segment.scanFrom())) {
            while (entries.hasNext() && found < samples.length) {
                var chunk = StoredChunk.decode(entries.next().value);
                if (chunk.firstSample() > segment.lastSample()) break;
                found += copy(chunk, segment, samples);
            }
        }
        return found == samples.length ? Optional.of(samples) : Optional.empty();
    }

    private static int copy(StoredChunk chunk, PendingSegment segment, float[] to) {
        long first = Math.max(chunk.firstSample(), segment.firstSample());
        long last = Math.min(chunk.lastSample(), segment.lastSample());
        if (last < first) return 0;
        int offset = (int) (first - chunk.firstSample()) * Pcm16.BYTES;
        int length = (int) (last - first + 1);
        var part = Pcm16.floats(ByteBuffer.wrap(chunk.pcm(), offset, length * Pcm16.BYTES));
        System.arraycopy(part, 0, to, (int) (first - segment.firstSample()), length);
        return length;
    }

    private KeyValueIterator<Bytes, byte[]> from(Participant participant, long sequence) {
        return store.range(participant.chunkKey(sequence), participant.chunkKey(Long.MAX_VALUE));
    }
}
