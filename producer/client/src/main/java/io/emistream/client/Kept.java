package io.emistream.client;

import java.nio.ByteBuffer;

/**
 * Audio that may have to be sent again, bounded: a ring of bytes that grows as far as needed. Positions are samples of the whole stream. Not
 * thread-safe.
 */
final class Kept {
    private static final int SMALLEST = 1 << 14;

    private final int sampleBytes;
    private final int capacity;
    private byte[] ring;
    private long first;
    private long end;

    /** @param capacity bytes that are kept at most */
    Kept(int sampleBytes, int capacity) {
        this.sampleBytes = sampleBytes;
        this.capacity = capacity;
        this.ring = new byte[Math.min(SMALLEST, capacity)];
    }

    /** The first sample that is there. */
    long first() {
        return first / sampleBytes;
    }

    /** The sample behind the last whole one. */
    long end() {
        return end / sampleBytes;
    }

    /** Begins here; only as long as nothing was added. */
    void beginAt(long sample) {
        if (first != end) throw new IllegalStateException("audio is kept already");
        first = sample * sampleBytes;
        end = first;
    }

    /** Takes bytes, cut anywhere, also within a sample, as far as there is room. @return how many */
    int add(byte[] from, int offset, int length) {
        int taken = (int) Math.min(length, capacity - (end - first));
        grow(end - first + taken);
        int at = (int) (end % ring.length);
        int head = Math.min(taken, ring.length - at);
        System.arraycopy(from, offset, ring, at, head);
        System.arraycopy(from, offset + head, ring, 0, taken - head);
        end += taken;
        return taken;
    }

    /** A copy of whole samples from this one on, so many bytes at most. */
    ByteBuffer get(long sample, int most) {
        long from = sample * sampleBytes;
        if (from < first || from > end)
            throw new IllegalArgumentException(
                    "sample " + sample + " is not kept; kept is " + first() + " to " + end());
        int length = (int) Math.min(end - from, most) / sampleBytes * sampleBytes;
        var copy = new byte[length];
        int at = (int) (from % ring.length);
        int head = Math.min(length, ring.length - at);
        System.arraycopy(ring, at, copy, 0, head);
        System.arraycopy(ring, 0, copy, head, length - head);
        return ByteBuffer.wrap(copy);
    }

    /** Forgets what lies before the sample. */
    void forget(long before) {
        first = Math.max(first, Math.min(before * sampleBytes, end));
    }

    private void grow(long needed) {
        if (needed <= ring.length) return;
        var larger = new byte[(int) Math.min(capacity, Math.max(needed, 2L * ring.length))];
        for (long at = first; at < end; ) {
            int from = (int) (at % ring.length);
            int to = (int) (at % larger.length);
            int length = (int) Math.min(end - at, Math.min(ring.length - from, larger.length - to));
            System.arraycopy(ring, from, larger, to, length);
            at += length;
        }
        ring = larger;
    }
}
