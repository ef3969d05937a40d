package io.emistream.processor.cut;

import io.emistream.processor.intake.Arrival;
import io.emistream.processor.load.Overload;
import io.emistream.processor.store.Participants;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets new sessions in while the instance has room for them. A session is new when none of its participants is in the store with consent; who is in stays in. Whom it turned
 * away it remembers in memory alone, so that a refusal is said once, and so that who goes on sending is heard from the right chunk when there is room again.
 * Not thread-safe.
 */
final class Door {
    /** Names that are remembered; whoever invents more is refused all the same, and told again. */
    private static final int REMEMBERED = 10_000;

    private final Overload overload;
    private final Participants participants;
    private final Map<String, Visit> turnedAway = new LinkedHashMap<>();

    /** What becomes of a participant that is not inside. */
    enum Entry {
        ADMITTED,
        /** After chunks that were refused. */
        ADMITTED_LATE,
        /** For the first time, which is to be said. */
        REFUSED,
        REFUSED_AGAIN
    }

    /** @param inside whether it was admitted after all */
    private record Visit(long at, boolean inside) {}

    Door(Overload overload, Participants participants) {
        this.overload = overload;
        this.participants = participants;
    }

    /** Asks for a participant that is not in the store, or only as one whose consent was revoked. */
    Entry at(Arrival arrival, long now) {
        var session = arrival.participant().sessionId();
        var visit = turnedAway.get(session);
        boolean open =
                visit == null || !arrival.chunk().endOfStream(); // the last chunk of the refused is no reason to begin
        if (open && (overload.admits() || participants.has(session))) {
            if (visit != null) turnedAway.put(session, new Visit(now, true));
            return visit == null ? Entry.ADMITTED : Entry.ADMITTED_LATE;
        }
        turnedAway.put(session, new Visit(now, false));
        if (turnedAway.size() > REMEMBERED)
            turnedAway.remove(turnedAway.keySet().iterator().next());
        return visit == null || visit.inside() ? Entry.REFUSED : Entry.REFUSED_AGAIN;
    }

    /** Forgets those turned away who were not heard for so long. */
    void forget(long now, long afterMillis) {
        turnedAway.values().removeIf(visit -> now - visit.at() >= afterMillis);
    }
}
