package io.emistream.app.bench.load;

/**
 * A recording, played again and again.
 *
 * @param recording shared, never changed
 * @param offset where it begins, in samples
 */
@SuppressWarnings("ArrayRecordComponent") // hundreds of sessions play the same minutes
record LoopedSpeech(short[] recording, int offset) implements Sound {
    @Override
    public short[] samples(long first, int count) {
        var samples = new short[count];
        for (int i = 0; i < count; i++) samples[i] = recording[(int) ((offset + first + i) % recording.length)];
        return samples;
    }
}
