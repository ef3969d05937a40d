package io.emistream.producer.gateway.voice;

/**
 * Where a voice's stream on the log ends.
 *
 * @param nextSequence of the chunk that would follow
 * @param nextSample 16 kHz, that the chunk would begin with
 * @param ended whether the last chunk ended the stream
 */
public record Tail(long nextSequence, long nextSample, boolean ended) {
    /** Of a stream that has nothing on the log. */
    static final Tail NOTHING = new Tail(0, 0, false);
}
