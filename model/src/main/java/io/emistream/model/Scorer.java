package io.emistream.model;

import java.util.concurrent.CompletableFuture;

/** Takes waveforms from any thread and scores them in batches on one device; the seam between stream tasks and inference. */
public interface Scorer extends AutoCloseable {

    /**
     * Queues a waveform; never blocks.
     *
     * @param sessionId whose waveform it is: a canary release scores some sessions and not others
     * @return completes with the score, on the device owner's thread; completes exceptionally when the engine failed on it
     */
    CompletableFuture<Scored> submit(String sessionId, Waveform waveform);

    /**
     * Queues a waveform that is worth a score only while nothing else waits: it goes after all that is submitted, alone, is shadowed by nobody, and is given up
     * where it would take long. Never blocks; cancel the result to withdraw it.
     *
     * @return as of {@link #submit}; cancelled where there was no time for it
     */
    CompletableFuture<Scored> inSpareTime(String sessionId, Waveform waveform);

    /** Stops taking work; what is queued completes exceptionally; returns when the device owner has ended. */
    @Override
    void close();
}
