package io.emistream.producer;

import java.time.Instant;

/**
 * A stretch of captured audio that follows the one before it. Shares the array: nobody changes it afterwards. No value equality.
 *
 * @param samples float32 {@code [samples]}, mono, 16 kHz, nominally in [-1, 1]
 * @param captured wall clock when the last sample was captured
 * @param lostBefore samples that were spoken and not captured, between the stretch before and this one
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose: it is cut into chunks at once
public record AudioBlock(float[] samples, Instant captured, long lostBefore) {
    /** Nothing was lost before it. */
    public AudioBlock(float[] samples, Instant captured) {
        this(samples, captured, 0);
    }
}
