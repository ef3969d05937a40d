package io.emistream.model.engine;

import io.emistream.model.InferenceEngine;
import io.emistream.model.ReleaseCard;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * An engine that is tried on the device owner's thread, one call at a time and while nothing else waits, so that those who are served hardly notice. Called by
 * one thread, which waits. Closing it closes the engine.
 */
public final class Guest implements InferenceEngine {
    private final BatchingScorer host;
    private final InferenceEngine engine;
    private Duration longest = Duration.ZERO;

    Guest(BatchingScorer host, InferenceEngine engine) {
        this.host = host;
        this.engine = engine;
    }

    @Override
    public List<Score> infer(List<Waveform> batch) {
        try {
            SpareWork.Done done = host.whenIdle(engine, batch).join();
            if (done.took().compareTo(longest) > 0) longest = done.took();
            return done.scores();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw e;
        }
    }

    /** Time of its longest call, without waiting. */
    public Duration longest() {
        return longest;
    }

    /** The engine itself, to serve. */
    public InferenceEngine admitted() {
        return engine;
    }

    @Override
    public ReleaseCard release() {
        return engine.release();
    }

    @Override
    public void close() {
        engine.close();
    }
}
