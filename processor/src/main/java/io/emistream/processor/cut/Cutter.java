package io.emistream.processor.cut;

import io.emistream.processor.intake.Arrival;
import io.emistream.processor.intake.DeadLetters;
import io.emistream.processor.load.Overload;
import io.emistream.processor.segment.SegmentRules;
import io.emistream.processor.store.Chunks;
import io.emistream.processor.store.Participant;
import io.emistream.processor.store.ParticipantState;
import io.emistream.processor.store.ParticipantState.Phase;
import io.emistream.processor.store.Participants;
import io.emistream.processor.store.TaskStore;
import io.emistream.schemas.avro.SessionEvent;
import io.emistream.schemas.avro.SessionEventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the streams of a task's participants into segments and tells what happens to them. All it knows lies in the task's store; a restart or a rebalance
 * cuts nothing. A participant that ended is remembered for a while, so that its duplicates do not begin it anew; a chunk after the end is a dead
 * letter. One that fell silent is cut with a timeout and may go on. What is cut with the trigger INTERVAL is still open: it is there to be scored early, and
 * is not in the store. Past the instance's capacity new sessions are refused, and their chunks dropped without a trace in it.
 */
public final class Cutter implements Processor<String, Arrival, Object, Object> {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final long SAMPLES_PER_MILLI = 16;

    private final SegmentRules rules;
    private final SilenceRules silence;
    private final Duration hop;
    private final Overload overload;
    private final DeadLetters letters;
    private final Progress progress;
    private final Ways ways;
    private @Nullable Task task;

    /**
     * Children by what they get.
     *
     * @param segments {@link io.emistream.processor.store.PendingSegment} by session
     * @param events {@link io.emistream.schemas.avro.SessionEvent} by session
     * @param deadLetters what {@link DeadLetters} makes
     */
    public record Ways(String segments, String events, String deadLetters) {}

    /**
     * @param hop of media time between provisional scores of an open segment; zero for none
     * @param overload stretches the hop, and closes the door
     * @param letters counts what is refused
     * @param progress asked before somebody is taken for silent
     */
    public Cutter(
            SegmentRules rules,
            SilenceRules silence,
            Duration hop,
            Overload overload,
            DeadLetters letters,
            Progress progress,
            Ways ways) {
        this.rules = rules;
        this.silence = silence;
        this.hop = hop;
        this.overload = overload;
        this.letters = letters;
        this.progress = progress;
        this.ways = ways;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        var store = TaskStore.of(context);
        task = new Task(
                context,
                store.chunks(),
                store.participants(),
                new Listening(
                        context.currentSystemTimeMs(),
                        progress,
                        context.taskId().partition()));
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, now -> task().look(now));
    }

    @Override
    public void process(Record<String, Arrival> record) {
        task().take(record.value(), record.timestamp());
    }

    private Task task() {
        if (task == null) throw new IllegalStateException("not initialised");
        return task;
    }

    private final class Task {
        private final ProcessorContext<Object, Object> context;
        private final Chunks chunks;
        private final Participants participants;
        private final Listening listening;
        private final Door door;
        private final LateSessions late;

        Task(ProcessorContext<Object, Object> context, Chunks chunks, Participants participants, Listening listening) {
            this.context = context;
            this.chunks = chunks;
            this.participants = participants;
            this.listening = listening;
            this.door = new Door(overload, participants);
            this.late = new LateSessions(overload, event -> say(event, context.currentSystemTimeMs()));
        }

        void take(Arrival arrival, long timestamp) {
            var participant = arrival.participant();
            var before = participants.get(participant);
            if (before.isPresent() && before.get().phase() == Phase.ENDED) {
                afterTheEnd(arrival, before.get());
                return;
            }
            long now = context.currentSystemTimeMs();
            listening.at(now);
            var outcome = new Outcome(participant, Instant.ofEpochMilli(now));
            boolean revoked = before.isPresent() && before.get().phase() == Phase.REVOKED;
            var stream = before.filter(state -> !revoked)
                    .map(state -> ParticipantStream.resume(rules, participant, state, chunks, outcome))
                    .or(() -> begin(arrival, revoked, outcome, now));
            if (stream.isPresent()) step(stream.get(), arrival, outcome, timestamp, now);
        }

        /** @param revoked whether it could not be heard until now, for want of consent */
        private Optional<ParticipantStream> begin(Arrival arrival, boolean revoked, Outcome outcome, long now) {
            var participant = arrival.participant();
            var entry = door.at(arrival, now);
            if (entry == Door.Entry.ADMITTED && !revoked)
                return Optional.of(ParticipantStream.begin(rules, participant, chunks, outcome));
            if (entry == Door.Entry.ADMITTED || entry == Door.Entry.ADMITTED_LATE)
                return Optional.of(ParticipantStream.beginLate(
                        rules,
                        participant,
                        arrival.sequence(),
                        arrival.chunk(),
                        revoked ? "consent is granted again" : "there is room again",
                        chunks,
                        outcome));
            if (entry == Door.Entry.REFUSED) {
                var reason = "no room for another session: "
                        + overload.carried().text() + "; go on sending, or come back later";
                say(
                        LateSessions.about(participant.sessionId(), SessionEventType.REFUSED, reason, now),
                        arrival.original().timestamp());
            }
            return Optional.empty();
        }

        private void step(ParticipantStream stream, Arrival arrival, Outcome outcome, long timestamp, long now) {
            var participant = arrival.participant();
            var problem = stream.problem(arrival.sequence(), arrival.chunk());
            if (problem.isPresent()) {
                refuse(arrival, problem.get());
                return;
            }
            overload.heard(participant, arrival.chunk());
            stream.take(arrival.sequence(), arrival.chunk());
            long stretched =
                    hop.toMillis() * SAMPLES_PER_MILLI * overload.stage().stretch();
            if (stretched > 0) stream.provisional(stretched);
            keep(participant, stream.state(now), outcome, timestamp);
        }

        private void afterTheEnd(Arrival arrival, ParticipantState state) {
            if (arrival.sequence() >= state.expected())
                refuse(
                        arrival,
                        "chunk " + arrival.sequence() + " comes after the end of the stream, which was chunk "
                                + (state.expected() - 1) + "; begin a new session");
        }

        private void refuse(Arrival arrival, String reason) {
            context.forward(letters.letter(arrival.original(), reason, context), ways.deadLetters());
        }

        /** Finds those who fell silent, those who may be forgotten, and those who are to hear that their events come late. */
        void look(long now) {
            listening.at(now);
            var running = new HashSet<String>();
            var silent = new HashMap<Participant, ParticipantState>();
            participants.forEach((participant, state) -> {
                if (silenceOf(state) >= silence.timeout().toMillis()) silent.put(participant, state);
                else if (state.phase() == Phase.LIVE) running.add(participant.sessionId());
            });
            late.look(running, now);
            door.forget(now, silence.forget().toMillis());
            boolean certain = certain(silent.values());
            silent.forEach((participant, state) -> {
                if (state.phase() == Phase.LIVE) {
                    if (certain) timeOut(participant, state, now);
                } else if (silenceOf(state) >= silence.forget().toMillis()) {
                    forget(participant, state);
                }
            });
        }

        private boolean certain(Collection<ParticipantState> silent) {
            if (silent.stream().anyMatch(state -> state.phase() == Phase.LIVE)) return listening.certain();
            listening.forget();
            return false;
        }

        private void timeOut(Participant participant, ParticipantState before, long now) {
            var outcome = new Outcome(participant, Instant.ofEpochMilli(now));
            var stream = ParticipantStream.resume(rules, participant, before, chunks, outcome);
            stream.timeOut("no chunk for " + silenceOf(before) + " ms; the limit is "
                    + silence.timeout().toMillis() + " ms");
            keep(participant, stream.state(before.heardAt()), outcome, now);
        }

        private void forget(Participant participant, ParticipantState state) {
            if (!state.kept().unscored().isEmpty()) return;
            chunks.trim(participant, state.kept().cutsNeed(Long.MAX_VALUE));
            participants.delete(participant);
        }

        /** The store first: who gets a segment finds it as it is after the cut. */
        private void keep(Participant participant, ParticipantState state, Outcome outcome, long timestamp) {
            participants.put(participant, state);
            var session = participant.sessionId();
            outcome.events().forEach(event -> say(event, timestamp));
            outcome.segments()
                    .forEach(segment -> context.forward(new Record<>(session, segment, timestamp), ways.segments()));
        }

        private void say(SessionEvent event, long timestamp) {
            context.forward(new Record<>(event.getSessionId(), event, timestamp), ways.events());
        }

        private long silenceOf(ParticipantState state) {
            return listening.silence(state.heardAt());
        }
    }
}
