package io.emistream.processor.store;

import java.nio.ByteBuffer;

/**
 * A chunk as the store keeps it. Shares its array.
 *
 * @param firstSample in the participant's 16 kHz timeline
 * @param captureMicros producer's wall clock at its last sample, since 1970
 * @param appendMillis broker's wall clock, since 1970
 * @param endOfStream whether it is the participant's last
 * @param pcm PCM16 little-endian
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose: it is written once and read once
public record StoredChunk(long firstSample, long captureMicros, long appendMillis, boolean endOfStream, byte[] pcm) {
    /** Bytes of one without its PCM. */
    static final int HEADER = 3 * Long.BYTES + 1;

    /** Index of its last sample; before the first when it holds none. */
    public long lastSample() {
        return firstSample + pcm.length / Short.BYTES - 1;
    }

    StoredChunk withoutAudio() {
        return new StoredChunk(firstSample, captureMicros, appendMillis, endOfStream, new byte[0]);
    }

    void write(ByteBuffer to) {
        to.putLong(firstSample)
                .putLong(captureMicros)
                .putLong(appendMillis)
                .put((byte) (endOfStream ? 1 : 0))
                .put(pcm);
    }

    /** @param length of the PCM, in bytes */
    static StoredChunk read(ByteBuffer from, int length) {
        long first = from.getLong();
        long capture = from.getLong();
        long append = from.getLong();
        boolean end = from.get() == 1;
        var pcm = new byte[length];
        from.get(pcm);
        return new StoredChunk(first, capture, append, end, pcm);
    }
}
