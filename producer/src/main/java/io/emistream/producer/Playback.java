package io.emistream.producer;

import io.emistream.schemas.avro.AudioChunk;
import java.io.IOException;
import java.time.InstantSource;

/**
 * Publishes one source as one participant of a session, once. {@link #run} blocks its thread; {@link #cancel} comes from any.
 *
 * <p>However it stops (end, cancel, interrupt, a source that breaks), a chunk that ends the stream goes out, so that what was
 * spoken so far is scored. Only a failed publisher leaves the stream open.
 */
public final class Playback {
    private final AudioSource source;
    private final Chunker chunker;
    private final ChunkPublisher publisher;
    private final InstantSource clock;
    private volatile boolean cancelled;
    private long chunks;
    private long samples;

    public Playback(AudioSource source, Chunker chunker, ChunkPublisher publisher, InstantSource clock) {
        this.source = source;
        this.chunker = chunker;
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * What was published.
     *
     * @param whole true when the source was heard to its end
     */
    public record Played(long chunks, long samples, boolean whole) {}

    /**
     * Publishes to the end of the source; the broker has everything when it returns.
     *
     * @throws IOException when the source broke
     * @throws PublishFailed when the log did not take a chunk
     */
    public Played run() throws IOException, InterruptedException {
        try (source) {
            boolean whole;
            try {
                whole = hear();
            } catch (IOException | InterruptedException e) {
                publish(chunker.end(clock.instant()));
                throw e;
            }
            publish(chunker.end(clock.instant()));
            publisher.flush();
            return new Played(chunks, samples, whole);
        }
    }

    /** Ends the stream after the block being heard. */
    public void cancel() {
        cancelled = true;
    }

    private boolean hear() throws IOException, InterruptedException {
        while (!cancelled) {
            var block = source.next();
            if (block == null) return true;
            samples += block.samples().length;
            chunker.add(block).forEach(this::publish);
        }
        return false;
    }

    private void publish(AudioChunk chunk) {
        publisher.publish(chunk);
        chunks++;
    }
}
