package io.emistream.processor.score;

import io.emistream.processor.score.Hearing.Heard;
import io.emistream.processor.store.Chunks;
import io.emistream.processor.store.Participant;
import io.emistream.processor.store.PendingSegment;
import io.emistream.schemas.avro.AffectEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Early scores of segments that are still open: at most one in flight for each participant, asked for in the scorer's spare time, and at most once. What is not there
 * when the segment closes, what is no speech so far, what the engine fails on and what it abstains from is dropped. Revisions count from 1 in this task's life. Not thread-safe.
 */
final class Provisionals {
    private final Hearing hearing;
    private final Chunks chunks;
    private final Consumer<AffectEvent> events;
    private final Map<Participant, Open> open = new HashMap<>();

    Provisionals(Hearing hearing, Chunks chunks, Consumer<AffectEvent> events) {
        this.hearing = hearing;
        this.chunks = chunks;
        this.events = events;
    }

    /**
     * An open segment.
     *
     * @param revision of the last event
     * @param result in flight; null for none
     */
    private record Open(PendingSegment soFar, int revision, @Nullable CompletableFuture<Heard> result) {
        Open answered(int nextRevision) {
            return new Open(soFar, nextRevision, null);
        }

        void drop() {
            Hearing.withdraw(result);
        }
    }

    /** The segment has grown; it is asked for unless an earlier state of it still is. */
    void grown(PendingSegment soFar) {
        var before = open.get(soFar.participant());
        int revision = 0;
        if (before != null && before.soFar().firstSample() == soFar.firstSample()) {
            if (before.result() != null) return;
            revision = before.revision();
        } else if (before != null) {
            before.drop();
        }
        ask(soFar, revision);
    }

    private void ask(PendingSegment soFar, int revision) {
        var participant = soFar.participant();
        chunks.samples(soFar).ifPresent(samples -> {
            var result = hearing.inSpareTime(participant.sessionId(), samples);
            open.put(participant, new Open(soFar, revision, result));
        });
    }

    /** The participant's segment is closed: nothing provisional follows. */
    void closed(Participant participant) {
        var last = open.remove(participant);
        if (last != null) last.drop();
    }

    void forwardDone(long now) {
        open.replaceAll((participant, one) -> {
            var result = one.result();
            if (result == null || !result.isDone()) return one;
            if (result.isCompletedExceptionally() || result.join().objection() != null)
                return one.answered(one.revision());
            var score = result.join().score();
            if (!score.isDone()) return one;
            if (score.isCompletedExceptionally() || score.join().score().abstained() != null)
                return one.answered(one.revision());
            int revision = one.revision() + 1;
            events.accept(AffectEvents.provisional(one.soFar(), result.join().sound(), revision, score.join(), now));
            return one.answered(revision);
        });
    }

    /** Forgets all that is in flight. */
    void drop() {
        open.values().forEach(Open::drop);
        open.clear();
    }
}
