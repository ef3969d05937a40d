package io.emistream.processor.score;

import io.emistream.model.Scored;
import io.emistream.model.Scorer;
import io.emistream.model.Waveform;
import io.emistream.processor.quality.SegmentSound;
import io.emistream.processor.quality.SpeechRules;
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
    private final Scorer scorer;
    private final SpeechRules speech;
    private final Chunks chunks;
    private final Consumer<AffectEvent> events;
    private final Map<Participant, Open> open = new HashMap<>();

    Provisionals(Scorer scorer, SpeechRules speech, Chunks chunks, Consumer<AffectEvent> events) {
        this.scorer = scorer;
        this.speech = speech;
        this.chunks = chunks;
        this.events = events;
    }

    /**
     * An open segment.
     *
     * @param revision of the last event
     * @param result in flight; null for none
     */
    private record Open(
            PendingSegment soFar, SegmentSound sound, int revision, @Nullable CompletableFuture<Scored> result) {
        Open heard(int nextRevision) {
            return new Open(soFar, sound, nextRevision, null);
        }

        void drop() {
            if (result != null) result.cancel(true);
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
        chunks.samples(soFar).ifPresent(samples -> {
            var sound = SegmentSound.of(samples);
            if (speech.objection(sound).isPresent()) return;
            var result = scorer.inSpareTime(soFar.participant().sessionId(), new Waveform(samples));
            open.put(soFar.participant(), new Open(soFar, sound, revision, result));
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
            if (result.isCompletedExceptionally() || result.join().score().abstained() != null)
                return one.heard(one.revision());
            int revision = one.revision() + 1;
            events.accept(AffectEvents.provisional(one.soFar(), one.sound(), revision, result.join(), now));
            return one.heard(revision);
        });
    }

    /** Forgets all that is in flight. */
    void drop() {
        open.values().forEach(Open::drop);
        open.clear();
    }
}
