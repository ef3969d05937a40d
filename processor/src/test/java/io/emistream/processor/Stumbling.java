package io.emistream.processor;

import io.emistream.model.Scored;
import io.emistream.model.Scorer;
import io.emistream.model.Waveform;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Breaks the contract once: throws from the task's own thread at the third submission. */
final class Stumbling implements Scorer {
    private final Scorer scorer;
    private final AtomicInteger submissions = new AtomicInteger();

    Stumbling(Scorer scorer) {
        this.scorer = scorer;
    }

    @Override
    public CompletableFuture<Scored> submit(String sessionId, Waveform waveform) {
        if (submissions.incrementAndGet() == 3) throw new IllegalStateException("stumbled");
        return scorer.submit(sessionId, waveform);
    }

    @Override
    public CompletableFuture<Scored> inSpareTime(String sessionId, Waveform waveform) {
        return scorer.inSpareTime(sessionId, waveform);
    }

    @Override
    public void close() {
        scorer.close();
    }
}
