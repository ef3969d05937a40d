package io.emistream.app.bench.load;

/** What a voice says: PCM16, 16 kHz mono, without end. Thread-safe. */
public interface Sound {
    int RATE = 16_000;

    /** So many samples from that one on. */
    short[] samples(long first, int count);
}
