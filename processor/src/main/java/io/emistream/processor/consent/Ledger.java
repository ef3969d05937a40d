package io.emistream.processor.consent;

import io.emistream.processor.intake.Arrival;
import io.emistream.processor.store.Chunks;
import io.emistream.processor.store.Kept;
import io.emistream.processor.store.Participant;
import io.emistream.processor.store.ParticipantState;
import io.emistream.processor.store.ParticipantState.Phase;
import io.emistream.processor.store.Participants;
import io.emistream.processor.store.TaskStore;
import io.emistream.schemas.avro.ConsentState;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.avro.SessionEvent;
import io.emistream.schemas.avro.SessionEventType;
import io.emistream.schemas.consent.Revocations;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is remembered of those whose consent is revoked, so that it is said once and their audio is gone. Not thread-safe. */
final class Ledger {
    private final Participants participants;
    private final Chunks chunks;
    private final Consumer<SessionEvent> events;

    Ledger(TaskStore store, Consumer<SessionEvent> events) {
        participants = store.participants();
        chunks = store.chunks();
        this.events = events;
    }

    /** Takes back what was heard of all who may not be scored; returns those for whom that is new. */
    Set<Participant> revoke(Revocations revocations, long now) {
        var found = new HashMap<Participant, ControlMessage>();
        participants.forEach((participant, state) -> {
            if (isConcerned(state))
                revocations
                        .of(participant.sessionId(), participant.participantId())
                        .ifPresent(revocation -> found.put(participant, revocation));
        });
        found.forEach((participant, revocation) ->
                participants.get(participant).ifPresent(state -> takeBack(participant, state, revocation, now)));
        return found.keySet();
    }

    /** Takes note of a chunk that is dropped; returns whether something that was heard before is taken back with it. */
    boolean refuse(Arrival arrival, ControlMessage revocation, long now) {
        var participant = arrival.participant();
        var before = participants.get(participant).orElse(null);
        boolean concerned = before != null && isConcerned(before);
        if (before == null) say(participant, revocation, now);
        if (before != null && concerned) takeBack(participant, before, revocation, now);
        if (before == null || before.phase() != Phase.ENDED)
            mark(participant, Phase.REVOKED, expectedAfter(arrival, before), now);
        return concerned;
    }

    /** Whether a chunk of somebody who may be scored is to be heard; what was dropped while it could not be is dropped when it comes again, too. */
    boolean admits(Arrival arrival) {
        var before = participants.get(arrival.participant());
        return before.isEmpty()
                || before.get().phase() != Phase.REVOKED
                || arrival.sequence() >= before.get().expected();
    }

    /** Of one who has ended there may be segments that wait. */
    private static boolean isConcerned(ParticipantState state) {
        return state.phase() == Phase.ENDED ? !state.kept().unscored().isEmpty() : state.phase() != Phase.REVOKED;
    }

    private void takeBack(Participant participant, ParticipantState before, ControlMessage revocation, long now) {
        chunks.trim(participant, Kept.NOTHING);
        var phase = before.phase() == Phase.ENDED ? Phase.ENDED : Phase.REVOKED;
        mark(participant, phase, before.expected(), now);
        say(participant, revocation, now);
    }

    private void mark(Participant participant, Phase phase, long expected, long now) {
        participants.put(participant, new ParticipantState(phase, expected, List.of(), now, 0, 0, Kept.NOTHING, null));
    }

    private void say(Participant participant, ControlMessage revocation, long now) {
        events.accept(event(participant, SessionEventType.CONSENT_REVOKED, reason(revocation), now));
    }

    private static String reason(ControlMessage revocation) {
        var consent = Optional.ofNullable(revocation.getConsent());
        var whose = consent.map(one -> one.getParticipantId() == null ? "the session" : one.getParticipantId())
                .orElse("somebody");
        boolean clear =
                consent.filter(one -> one.getState() == ConsentState.REVOKED).isPresent();
        return (clear ? "consent of " + whose + " was revoked" : "consent of " + whose + " is not known to be granted")
                + " by " + revocation.getIssuer() + " at " + revocation.getAt()
                + ": what waited for a score is dropped, and nothing more is scored";
    }

    private static SessionEvent event(Participant participant, SessionEventType type, String reason, long now) {
        return SessionEvent.newBuilder()
                .setSessionId(participant.sessionId())
                .setParticipantId(participant.participantId())
                .setType(type)
                .setAt(Instant.ofEpochMilli(now))
                .setReason(reason)
                .build();
    }

    private static long expectedAfter(Arrival arrival, @Nullable ParticipantState before) {
        long after = arrival.sequence() + 1;
        return before == null ? after : Math.max(after, before.expected());
    }
}
