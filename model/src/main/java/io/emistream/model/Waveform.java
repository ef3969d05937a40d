package io.emistream.model;

/**
 * Mono audio at 16 kHz, nominally in [-1, 1]. Shares the given array: the caller must not change it afterwards. No value equality.
 *
 * @param samples float32 {@code [samples]}, 16 kHz, any length
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose: 12 s are 768 KB
public record Waveform(float[] samples) {
    /** Samples per second of every waveform. */
    public static final int RATE = 16_000;

    /** The longest waveform a network accepts: 12 s. */
    public static final int LONGEST = 12 * RATE;

    /** The shortest waveform that yields one frame: 25 ms. */
    public static final int SHORTEST = 400;

    /** Length in seconds of media time. */
    public double seconds() {
        return (double) samples.length / RATE;
    }
}
