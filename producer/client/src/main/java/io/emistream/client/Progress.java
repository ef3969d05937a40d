package io.emistream.client;

/**
 * How far a stream is stored, in samples of the voice's rate.
 *
 * @param stored all samples before this one are on Kafka
 * @param written samples that were given to {@link SpeechStream#write}
 * @param ended whether the end is stored, too
 */
public record Progress(long stored, long written, boolean ended) {}
