package io.emistream.model.engine;

import io.emistream.model.InferenceEngine;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * A call of an engine that does not serve.
 *
 * @param since when it was asked for, by the scorer's clock
 */
record SpareWork(InferenceEngine engine, List<Waveform> batch, long since, CompletableFuture<Done> done) {
    /** What came of it, and how long it took. */
    record Done(List<Score> scores, Duration took) {}

    void run(WatchedDevice device, LongSupplier nanos) {
        long started = nanos.getAsLong();
        try {
            List<Score> scores = device.infer(engine, batch);
            done.complete(new Done(scores, Duration.ofNanos(nanos.getAsLong() - started)));
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
    }
}
