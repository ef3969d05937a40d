package io.emistream.processor.score;

import io.emistream.model.Scored;
import io.emistream.processor.quality.SegmentSound;
import io.emistream.processor.store.Participant;
import io.emistream.processor.store.PendingSegment;
import io.emistream.schemas.avro.AffectEvent;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Segments whose result is out and whose shadow is awaited; what failed or was given up is forgotten. Not thread-safe. */
final class Shadows {
    private final Consumer<AffectEvent> events;
    private final ArrayDeque<Awaited> awaited = new ArrayDeque<>();

    Shadows(Consumer<AffectEvent> events) {
        this.events = events;
    }

    void add(PendingSegment segment, @Nullable SegmentSound sound, Scored scored) {
        if (scored.shadow() != null) awaited.add(new Awaited(segment, sound, scored.shadow()));
    }

    /** Nobody awaits those of the participant any more. */
    void forget(Participant participant) {
        awaited.removeIf(one -> one.segment().participant().equals(participant));
    }

    /** In the order of their segments: a shadow is scored in that order, too. */
    void forwardDone(long now) {
        while (!awaited.isEmpty() && awaited.getFirst().result().isDone()) {
            Awaited done = awaited.removeFirst();
            if (!done.result().isCompletedExceptionally())
                events.accept(AffectEvents.event(
                        done.segment(), done.sound(), done.result().join(), now));
        }
    }

    private record Awaited(PendingSegment segment, @Nullable SegmentSound sound, CompletableFuture<Scored> result) {}
}
