package io.emistream.processor;

import io.emistream.model.Scored;
import io.emistream.model.Scorer;
import io.emistream.model.Waveform;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Breaks the contract once: whoever looks at the third result, the task's own thread, is thrown at. */
final class Stumbling implements Scorer {
    private final Scorer scorer;
    private final AtomicInteger submissions = new AtomicInteger();

    Stumbling(Scorer scorer) {
        this.scorer = scorer;
    }

    @Override
    public CompletableFuture<Scored> submit(String sessionId, Waveform waveform) {
        return submissions.incrementAndGet() == 3 ? new Throwing() : scorer.submit(sessionId, waveform);
    }

    private static final class Throwing extends CompletableFuture<Scored> {
        @Override
        public boolean isDone() {
            throw new IllegalStateException("stumbled");
        }
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
