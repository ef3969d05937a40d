package io.emistream.processor.cut;

import io.emistream.processor.store.Participant;
import io.emistream.processor.store.PendingSegment;
import io.emistream.schemas.avro.SessionEvent;
import io.emistream.schemas.avro.SessionEventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one step of a participant's stream gave, in order. Not thread-safe. */
final class Outcome {
    private final Participant participant;
    private final Instant at;
    private final List<PendingSegment> segments = new ArrayList<>();
    private final List<SessionEvent> events = new ArrayList<>();

    /** @param at wall clock of the task */
    Outcome(Participant participant, Instant at) {
        this.participant = participant;
        this.at = at;
    }

    void segment(PendingSegment segment) {
        segments.add(segment);
    }

    void event(SessionEventType type, String reason) {
        event(type, null, null, reason);
    }

    void event(SessionEventType type, @Nullable Long firstSample, @Nullable Long lastSample, String reason) {
        events.add(SessionEvent.newBuilder()
                .setSessionId(participant.sessionId())
                .setParticipantId(participant.participantId())
                .setType(type)
                .setAt(at)
                .setFirstSample(firstSample)
                .setLastSample(lastSample)
                .setReason(reason)
                .build());
    }

    List<PendingSegment> segments() {
        return segments;
    }

    List<SessionEvent> events() {
        return events;
    }
}
