package io.emistream.processor.score;

import io.emistream.processor.load.Overload;
import io.emistream.processor.store.Participant;
import io.emistream.processor.store.PendingSegment;
import java.util.HashMap;
import java.util.Map;

/** How many of a task's segments are with the scorer, of all and of each participant, so that none takes all the room. Not thread-safe. */
final class InFlight {
    private final ScoringRules rules;
    private final Overload overload;
    private final Map<Participant, Integer> counts = new HashMap<>();
    private int all;

    InFlight(ScoringRules rules, Overload overload) {
        this.rules = rules;
        this.overload = overload;
    }

    boolean isFull() {
        return all >= rules.inFlight();
    }

    boolean hasRoomFor(Participant participant) {
        return !isFull() && counts.getOrDefault(participant, 0) < rules.perParticipant();
    }

    void add(PendingSegment segment) {
        all++;
        counts.merge(segment.participant(), 1, Integer::sum);
        overload.submitted(segment);
    }

    void remove(PendingSegment segment) {
        all--;
        counts.computeIfPresent(segment.participant(), (same, count) -> count == 1 ? null : count - 1);
        overload.answered(segment);
    }
}
