package io.emistream.processor.score;

import io.emistream.processor.quality.SegmentSound;
import io.emistream.processor.score.Hearing.Heard;
import io.emistream.processor.store.PendingSegment;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A segment on its way through hearing and scorer: waiting, submitted, or answered. Owned by the task's thread; others only complete futures.
 */
final class Attempt {
    private static final int MOST = 2;

    private final long order;
    private final PendingSegment segment;
    private @Nullable CompletableFuture<Heard> result;
    private @Nullable SegmentSound sound;
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

    /** How it sounds; null until it was answered, and where its audio is not there. */
    @Nullable
    SegmentSound sound() {
        return sound;
    }

    void submitted(CompletableFuture<Heard> future, long now) {
        result = future;
        submittedAt = now;
        tries++;
    }

    /** What came back, if anything has. */
    Optional<Answer> answer(long now, long patienceMillis) {
        if (result == null) return Optional.empty();
        if (result.isDone()) {
            var outcome = outcome(result);
            if (outcome.isPresent()) return outcome;
        }
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
        Hearing.withdraw(result);
        result = null;
    }

    private Optional<Answer> outcome(CompletableFuture<Heard> done) {
        try {
            var heard = done.join();
            sound = heard.sound();
            if (heard.objection() != null) return Optional.of(new Answer.Unasked(heard.objection()));
            return heard.score().isDone()
                    ? Optional.of(new Answer.Given(heard.score().join()))
                    : Optional.empty();
        } catch (CancellationException e) {
            return Optional.of(new Answer.Withdrawn());
        } catch (CompletionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            return Optional.of(
                    cause instanceof CancellationException ? new Answer.Withdrawn() : failure(String.valueOf(cause)));
        }
    }

    private Answer failure(String reason) {
        return tries < MOST ? new Answer.Retry(reason) : new Answer.Failed(reason + ", " + tries + " times");
    }
}
