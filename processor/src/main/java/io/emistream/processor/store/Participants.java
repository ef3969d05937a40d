package io.emistream.processor.store;

import io.emistream.processor.segment.SegmentRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * How far each participant of a task is: all in memory, some 500 bytes each, and what changed is written before the commit. So a chunk costs no coding of states. Owned by
 * the task's thread.
 */
public final class Participants {
    private final HeldStore store;
    private final SegmentRules rules;
    private final Set<Participant> changed = new HashSet<>();
    private final Map<String, Map<Participant, ParticipantState>> sessions = new HashMap<>();

    Participants(SegmentRules rules, HeldStore store) {
        this.store = store;
        this.rules = rules;
    }

    /** Reads what the task's last owner wrote. */
    void load() {
        try (var all = store.all(Kind.PARTICIPANT)) {
            while (all.hasNext()) {
                var entry = all.next();
                remember(Participant.of(entry.key), ParticipantState.decode(rules, entry.value));
            }
        }
    }

    public Optional<ParticipantState> get(Participant participant) {
        var its = sessions.get(participant.sessionId());
        return its == null ? Optional.empty() : Optional.ofNullable(its.get(participant));
    }

    public void put(Participant participant, ParticipantState state) {
        remember(participant, state);
        changed.add(participant);
    }

    public void delete(Participant participant) {
        sessions.computeIfPresent(participant.sessionId(), (session, its) -> {
            its.remove(participant);
            return its.isEmpty() ? null : its;
        });
        changed.remove(participant);
        store.delete(participant.key());
    }

    /** Whether any participant of the session was let in. */
    public boolean has(String sessionId) {
        return sessions.getOrDefault(sessionId, Map.of()).values().stream()
                .anyMatch(state -> state.phase() != ParticipantState.Phase.REVOKED);
    }

    /** Looks at all of them; none may be put or deleted meanwhile. */
    public void forEach(BiConsumer<Participant, ParticipantState> look) {
        sessions.values().forEach(its -> its.forEach(look));
    }

    private void remember(Participant participant, ParticipantState state) {
        sessions.computeIfAbsent(participant.sessionId(), session -> new HashMap<>())
                .put(participant, state);
    }

    /** Writes what changed. */
    void write() {
        for (var participant : changed)
            get(participant).ifPresent(state -> store.put(participant.key(), state.encode()));
        changed.clear();
    }

    void forget() {
        changed.clear();
        sessions.clear();
    }
}
