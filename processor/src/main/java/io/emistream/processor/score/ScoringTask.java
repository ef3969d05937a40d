package io.emistream.processor.score;

import io.emistream.processor.load.Overload;
import io.emistream.processor.store.Chunks;
import io.emistream.processor.store.Participant;
import io.emistream.processor.store.Participants;
import io.emistream.processor.store.PendingSegment;
import io.emistream.processor.store.PendingSegments;
import io.emistream.processor.store.TaskStore;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.Trigger;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The unscored segments of one task, from the moment it is given to this thread until it is taken away. Not thread-safe. */
final class ScoringTask {
    private static final Logger LOG = LoggerFactory.getLogger(ScoringTask.class);

    /** How long a scorer that is closing is left alone. */
    private static final long REST_MILLIS = 500;

    private final Hearing hearing;
    private final ScoringRules rules;
    private final Chunks chunks;
    private final Participants participants;
    private final PendingSegments segments;
    private final Consumer<AffectEvent> events;
    private final Shadows shadows;
    private final Provisionals provisionals;
    private final Overload overload;
    private final InFlight inFlight;
    private final Backlog backlog = new Backlog();
    private long now;
    private long restUntil;

    ScoringTask(
            Hearing hearing,
            ScoringRules rules,
            Overload overload,
            TaskStore store,
            Consumer<AffectEvent> events,
            Consumer<AffectEvent> shadowEvents) {
        this.hearing = hearing;
        this.rules = rules;
        chunks = store.chunks();
        participants = store.participants();
        segments = store.segments();
        this.events = events;
        this.shadows = new Shadows(shadowEvents);
        this.provisionals = new Provisionals(hearing, chunks, events);
        this.overload = overload;
        this.inFlight = new InFlight(rules, overload);
    }

    /** Finds what an earlier owner of the task left, and submits it. */
    void rebuild(long at) {
        now = at;
        segments.forEach((order, segment) -> backlog.add(new Attempt(order, segment)));
        submitWaiting();
    }

    /** Keeps a segment, and submits it if there is room; one that is still open is only asked for. */
    void take(PendingSegment segment) {
        if (segment.trigger() == Trigger.INTERVAL) {
            provisionals.grown(segment);
            return;
        }
        provisionals.closed(segment.participant());
        overload.cut(segment);
        long order = backlog.nextOrder();
        segments.put(order, segment);
        backlog.add(new Attempt(order, segment));
        submitWaiting();
    }

    /** Forwards what is finished and due. */
    void forwardDone(long at) {
        now = at;
        provisionals.forwardDone(at);
        backlog.takeDone(this::finish);
        shadows.forwardDone(at);
        submitWaiting();
    }

    /** Forgets all of a participant that is not scored yet, in the store too. */
    void withdraw(Participant participant) {
        provisionals.closed(participant);
        shadows.forget(participant);
        for (var attempt : backlog.remove(participant)) {
            if (!attempt.isWaiting()) inFlight.remove(attempt.segment());
            attempt.drop();
            segments.delete(attempt.order());
        }
    }

    /** Forgets what is in flight; the store still has it. */
    void drop() {
        provisionals.drop();
        for (var attempt : backlog.all()) {
            if (!attempt.isWaiting()) inFlight.remove(attempt.segment());
            attempt.drop();
        }
    }

    /** Whether the segment is done with, and the next of its session may follow. */
    private boolean finish(Attempt attempt) {
        var answer = attempt.answer(now, rules.patience().toMillis());
        if (answer.isEmpty()) return false;
        var given = answer.get();
        var segment = attempt.segment();
        inFlight.remove(segment);
        if (given instanceof Answer.Given scored) {
            overload.scored(segment, scored.scored());
            complete(attempt, AffectEvents.event(segment, attempt.sound(), scored.scored(), now));
            shadows.add(segment, attempt.sound(), scored.scored());
            return true;
        }
        if (given instanceof Answer.Unasked unasked) {
            complete(attempt, AffectEvents.abstained(segment, attempt.sound(), unasked.reason(), now));
            return true;
        }
        if (given instanceof Answer.Failed failed) {
            LOG.atError()
                    .addKeyValue("segmentId", segment.segmentId())
                    .addKeyValue("reason", failed.reason())
                    .log("segment not scored");
            attempt.drop();
            complete(
                    attempt,
                    AffectEvents.abstained(segment, attempt.sound(), "inference failed: " + failed.reason(), now));
            return true;
        }
        if (given instanceof Answer.Retry retry) {
            LOG.atWarn()
                    .addKeyValue("segmentId", segment.segmentId())
                    .addKeyValue("reason", retry.reason())
                    .log("inference failed; asking once more");
            attempt.again();
        } else {
            attempt.withdrawn();
            restUntil = now + REST_MILLIS;
        }
        backlog.again(attempt);
        return false;
    }

    private void complete(Attempt attempt, AffectEvent event) {
        events.accept(event);
        segments.delete(attempt.order());
        var participant = attempt.segment().participant();
        participants.get(participant).ifPresent(state -> {
            var kept = state.kept().doneWith(attempt.segment().firstSample());
            chunks.trim(participant, kept);
            participants.put(participant, state.keeping(kept));
        });
    }

    private void submitWaiting() {
        if (now >= restUntil && !inFlight.isFull()) backlog.submit(this::submitted);
    }

    private boolean submitted(Attempt attempt) {
        var segment = attempt.segment();
        if (!inFlight.hasRoomFor(segment.participant()) || overload.yields(segment, now)) return false;
        var session = segment.participant().sessionId();
        chunks.samples(segment)
                .ifPresentOrElse(
                        samples -> attempt.submitted(hearing.submit(session, samples), now), () -> missing(attempt));
        inFlight.add(segment);
        return true;
    }

    /** Audio that is not there is a bug or a damaged store: it costs this segment its score, not the task its life. */
    private void missing(Attempt attempt) {
        var bug = new IllegalStateException("audio of " + attempt.segment().segmentId() + " is not in the store");
        attempt.submitted(CompletableFuture.failedFuture(bug), now);
    }
}
