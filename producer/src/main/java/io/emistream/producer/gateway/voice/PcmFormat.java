package io.emistream.producer.gateway.voice;

import io.emistream.audio.SampleEncoding;

/**
 * How a client's samples come: one channel. Throws {@link IllegalArgumentException} for rates that are not taken.
 *
 * @param rate samples per second, 8,000 to 48,000
 */
public record PcmFormat(SampleEncoding encoding, int rate) {
    private static final int LOWEST = 8_000;
    private static final int HIGHEST = 48_000;
    private static final long SECOND = 1_000_000_000L;

    public PcmFormat {
        if (rate < LOWEST || rate > HIGHEST)
            throw new IllegalArgumentException(
                    "sampleRate is " + rate + "; give " + LOWEST + " to " + HIGHEST + " samples per second");
    }

    /** How long that many bytes sound. */
    long nanos(long bytes) {
        return bytes * SECOND / encoding.bytes() / rate;
    }

    /** What that many bytes become on the log: PCM16 at 16 kHz. */
    long storedBytes(long bytes) {
        return bytes * 2 * 16_000 / encoding.bytes() / rate;
    }
}
