package io.emistream.processor.score;

import io.emistream.model.Scored;
import io.emistream.processor.quality.SegmentSound;
import io.emistream.processor.store.PendingSegment;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A segment on its way through the scorer: waiting, submitted, or answered. Owned by the task's thread; the scorer's thread only completes the future.
 */
final class Attempt {
    private static final int MOST = 2;

    private final long order;
    private final PendingSegment segment;
    private @Nullable CompletableFuture<Scored> result;
    private @Nullable SegmentSound sound;
    private @Nullable String objection;
    private long submittedAt;
    private int tries;

    Attempt(long order, PendingSegment segment) {
        this.order = order;
        this.segment = segment;
    }

    long order() {
        return order;
    }

    PendingSegment segment() {
        return segment;
    }

    boolean isWaiting() {
        return result == null;
    }

    /** How it sounds; null until it was submitted, and where its audio is not there. */
    @Nullable
    SegmentSound sound() {
        return sound;
    }

    void heard(SegmentSound heard) {
        sound = heard;
    }

    /** It is answered without the scorer. */
    void spare(String reason) {
        result = new CompletableFuture<>();
        objection = reason;
    }

    void submitted(CompletableFuture<Scored> future, long now) {
        result = future;
        submittedAt = now;
        tries++;
    }

    /** What came back, if anything has. */
    Optional<Answer> answer(long now, long patienceMillis) {
        if (result == null) return Optional.empty();
        if (objection != null) return Optional.of(new Answer.Unasked(objection));
        if (result.isDone()) return Optional.of(outcome(result));
        if (now - submittedAt < patienceMillis) return Optional.empty();
        return Optional.of(failure("no score within " + patienceMillis + " ms"));
    }

    /** Goes back to waiting. */
    void again() {
        drop();
    }

    /** A withdrawn submission was no try of the engine. */
    void withdrawn() {
        drop();
        tries--;
    }

    /** Tells the scorer that nobody waits any longer. */
    void drop() {
        if (result != null) result.cancel(true);
        result = null;
    }

    private Answer outcome(CompletableFuture<Scored> done) {
        try {
            return new Answer.Given(done.join());
        } catch (CancellationException e) {
            return new Answer.Withdrawn();
        } catch (CompletionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            return cause instanceof CancellationException ? new Answer.Withdrawn() : failure(String.valueOf(cause));
        }
    }

    private Answer failure(String reason) {
        return tries < MOST ? new Answer.Retry(reason) : new Answer.Failed(reason + ", " + tries + " times");
    }
}
