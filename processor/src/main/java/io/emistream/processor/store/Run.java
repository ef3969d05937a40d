package io.emistream.processor.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chunks of one participant with sequences that follow each other: what the store keeps under one key, the sequence of the first. Grows until it is full, is written, or is
 * no longer its participant's last. Not thread-safe.
 */
final class Run {
    /** Of PCM: half a second. Longer ones would be kept longer than they are needed. */
    private static final int FULL = 16_000;

    private final long first;
    private final List<StoredChunk> chunks = new ArrayList<>();
    private long lastSample = Long.MIN_VALUE;
    private int bytes;

    /** @param first sequence of the first chunk to be added */
    Run(long first) {
        this.first = first;
    }

    long first() {
        return first;
    }

    long lastSample() {
        return lastSample;
    }

    List<StoredChunk> chunks() {
        return chunks;
    }

    /** Whether the chunk with this sequence is to be added. */
    boolean takes(long sequence) {
        return bytes < FULL && sequence == first + chunks.size();
    }

    void add(StoredChunk chunk) {
        chunks.add(chunk);
        bytes += chunk.pcm().length;
        lastSample = Math.max(lastSample, chunk.lastSample());
    }

    Optional<StoredChunk> get(long sequence) {
        long index = sequence - first;
        return index >= 0 && index < chunks.size() ? Optional.of(chunks.get((int) index)) : Optional.empty();
    }

    /** Forgets the audio of a chunk of this run. */
    void empty(long sequence) {
        int index = (int) (sequence - first);
        var chunk = chunks.set(index, chunks.get(index).withoutAudio());
        bytes -= chunk.pcm().length;
        lastSample = chunks.stream().mapToLong(StoredChunk::lastSample).max().orElse(Long.MIN_VALUE);
    }

    byte[] encode() {
        var to = ByteBuffer.allocate(chunks.size() * (Integer.BYTES + StoredChunk.HEADER) + bytes);
        for (var chunk : chunks) {
            to.putInt(chunk.pcm().length);
            chunk.write(to);
        }
        return to.array();
    }

    static Run decode(long first, byte[] encoded) {
        var run = new Run(first);
        var from = ByteBuffer.wrap(encoded);
        while (from.hasRemaining()) run.add(StoredChunk.read(from, from.getInt()));
        return run;
    }
}
