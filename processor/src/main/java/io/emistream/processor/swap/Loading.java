package io.emistream.processor.swap;

import io.emistream.model.InferenceEngine;
import io.emistream.model.ReleaseId;
import io.emistream.model.engine.BackgroundThread;
import io.emistream.model.engine.BatchingScorer;
import io.emistream.schemas.avro.ModelRelease;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A release that is being loaded, on a thread of its own.
 *
 * @param result completes with what came of it, never exceptionally
 */
record Loading(ReleaseId id, CompletableFuture<Result> result) {
    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

    /** What came of it. */
    sealed interface Result {}

    /** It may serve. */
    record Fit(InferenceEngine engine) implements Result {}

    /** It must not serve, since nothing that is wrong with it will mend. */
    record Unfit(String why) implements Result {}

    /** It is not known yet whether it may serve. */
    record Unreachable(String why) implements Result {}

    static Loading begin(ReleaseLoader loader, ReleaseId id, Optional<ModelRelease> announced, BatchingScorer host) {
        var result = new CompletableFuture<Result>();
        BackgroundThread.start("release-load", () -> result.complete(load(loader, id, announced, host)));
        return new Loading(id, result);
    }

    private static Result load(
            ReleaseLoader loader, ReleaseId id, Optional<ModelRelease> announced, BatchingScorer host) {
        try {
            return new Fit(loader.load(id, announced, host));
        } catch (UnfitRelease e) {
            return new Unfit(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Unreachable(id + " cannot be read now: " + e.getMessage() + "; it is tried again");
        } catch (CancellationException e) {
            return new Unreachable(id + " was not tried: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).addKeyValue("modelVersion", id).log("a release failed while it was loaded");
            return new Unfit(id + " is refused: " + e);
        }
    }
}
