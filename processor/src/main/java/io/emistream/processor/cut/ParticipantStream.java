package io.emistream.processor.cut;

import io.emistream.processor.segment.Cut;
import io.emistream.processor.segment.ReorderWindow;
import io.emistream.processor.segment.SegmentRules;
import io.emistream.processor.segment.Segmenter;
import io.emistream.processor.store.Chunks;
import io.emistream.processor.store.Kept;
import io.emistream.processor.store.Participant;
import io.emistream.processor.store.ParticipantState;
import io.emistream.processor.store.ParticipantState.Phase;
import io.emistream.processor.store.PendingSegment;
import io.emistream.processor.store.StoredChunk;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.SessionEventType;
import io.emistream.schemas.avro.Trigger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * One participant's stream for the length of one step: read from its state, moved on, written back. Reorders chunks, finds gaps, feeds the
 * segmenter, and says which chunks are still needed. Not thread-safe.
 */
final class ParticipantStream {
    /** Two hours ahead of the stream is a slip, not a pause: in samples, and in chunks of 20 ms. */
    private static final long FARTHEST_SAMPLE = 2L * 3600 * 16_000;

    private static final long FARTHEST_CHUNK = FARTHEST_SAMPLE / 320;

    private final Participant participant;
    private final Chunks chunks;
    private final Outcome outcome;
    private final ReorderWindow window;
    private final Segmenter segmenter;
    private final boolean isNew;
    private final long begunAt;
    private Phase phase;
    private Kept kept;
    private long captureMicros;
    private long appendMillis;

    private ParticipantStream(
            SegmentRules rules,
            Participant participant,
            ParticipantState before,
            Segmenter segmenter,
            boolean isNew,
            Chunks chunks,
            Outcome outcome) {
        this.participant = participant;
        this.chunks = chunks;
        this.outcome = outcome;
        this.segmenter = segmenter;
        this.isNew = isNew;
        window = new ReorderWindow(rules.reorderWindow(), before.expected(), before.held());
        begunAt = segmenter.position();
        phase = before.phase();
        kept = before.kept();
        captureMicros = before.captureMicros();
        appendMillis = before.appendMillis();
    }

    /** A stream of which nothing was heard yet. */
    static ParticipantStream begin(SegmentRules rules, Participant participant, Chunks chunks, Outcome outcome) {
        outcome.event(SessionEventType.STARTED, "first chunk of " + participant.participantId());
        return begin(rules, participant, 0, 0, chunks, outcome);
    }

    /** A stream whose earlier chunks were dropped, until now: it begins with this one. */
    static ParticipantStream beginLate(
            SegmentRules rules,
            Participant participant,
            long sequence,
            StoredChunk chunk,
            String why,
            Chunks chunks,
            Outcome outcome) {
        outcome.event(
                SessionEventType.STARTED,
                why + ": " + participant.participantId() + " is heard from chunk " + sequence + ", sample "
                        + chunk.firstSample() + " on; what came before was dropped");
        return begin(rules, participant, sequence, chunk.firstSample(), chunks, outcome);
    }

    private static ParticipantStream begin(
            SegmentRules rules, Participant participant, long sequence, long sample, Chunks chunks, Outcome outcome) {
        var segmenter = Segmenter.startingAt(rules, sample);
        var nothing = new ParticipantState(Phase.LIVE, sequence, List.of(), 0, 0, 0, Kept.ALL, segmenter);
        return new ParticipantStream(rules, participant, nothing, segmenter, true, chunks, outcome);
    }

    /** A stream that has not ended. */
    static ParticipantStream resume(
            SegmentRules rules, Participant participant, ParticipantState before, Chunks chunks, Outcome outcome) {
        var segmenter = Objects.requireNonNull(before.segmenter(), "the stream has ended");
        return new ParticipantStream(rules, participant, before, segmenter, false, chunks, outcome);
    }

    /** Why the chunk cannot belong to this stream, if so. Chunks that were heard before are no problem. */
    Optional<String> problem(long sequence, StoredChunk chunk) {
        if (isNew || sequence < window.expected()) return Optional.empty();
        if (sequence - window.expected() > FARTHEST_CHUNK)
            return Optional.of("sequence is " + sequence + ", but " + window.expected() + " is expected; at most "
                    + FARTHEST_CHUNK + " ahead");
        if (chunk.firstSample() - segmenter.position() > FARTHEST_SAMPLE)
            return Optional.of("firstSample is " + chunk.firstSample() + ", but " + segmenter.position()
                    + " is expected; at most " + FARTHEST_SAMPLE + " ahead");
        if (chunk.firstSample() < segmenter.position())
            return Optional.of("chunk " + sequence + " begins at sample " + chunk.firstSample() + ", but all before "
                    + segmenter.position() + " were heard");
        return Optional.empty();
    }

    /** Takes a chunk; does nothing when it was heard before or was given up as lost. */
    void take(long sequence, StoredChunk chunk) {
        phase = Phase.LIVE;
        if (!window.offer(sequence)) return;
        chunks.put(participant, sequence, chunk);
        drain(window::next, due -> due == sequence ? chunk : stored(due)); // mostly it is its turn at once
    }

    /** The open segment so far, when this step made it longer by a hop. */
    void provisional(long hopSamples) {
        if (phase == Phase.LIVE) segmenter.soFar(begunAt, hopSamples).ifPresent(cut -> outcome.segment(pending(cut)));
    }

    /** Cuts what is open, without hope for what is missing. */
    void timeOut(String reason) {
        drain(window::nextAtLast, this::stored);
        if (phase == Phase.ENDED) return;
        cut(segmenter.end(Trigger.TIMEOUT));
        phase = Phase.SILENT;
        outcome.event(SessionEventType.TIMEOUT, reason);
    }

    /** What is to be remembered; deletes the chunks that are no longer needed. */
    ParticipantState state(long heardAt) {
        boolean ended = phase == Phase.ENDED;
        kept = kept.cutsNeed(ended ? Long.MAX_VALUE : segmenter.keepFrom());
        chunks.trim(participant, kept);
        return new ParticipantState(
                phase,
                window.expected(),
                ended ? List.of() : window.held(),
                heardAt,
                captureMicros,
                appendMillis,
                kept,
                ended ? null : segmenter);
    }

    private void drain(Supplier<OptionalLong> turns, LongFunction<StoredChunk> chunk) {
        while (phase != Phase.ENDED) {
            long due = window.expected();
            var turn = turns.get();
            if (turn.isEmpty()) return;
            handle(due, turn.getAsLong(), chunk.apply(turn.getAsLong()));
        }
    }

    private StoredChunk stored(long sequence) {
        return chunks.get(participant, sequence)
                .orElseThrow(() -> new IllegalStateException("chunk " + sequence + " of " + participant
                        + " is held but not in the store; reset the application's state"));
    }

    private void handle(long due, long sequence, StoredChunk chunk) {
        captureMicros = chunk.captureMicros();
        appendMillis = chunk.appendMillis();
        if (chunk.firstSample() < segmenter.position()) {
            chunks.empty(participant, sequence);
            outcome.event(
                    SessionEventType.SKIPPED,
                    chunk.firstSample(),
                    chunk.lastSample(),
                    "chunk " + sequence + " begins before sample " + segmenter.position()
                            + ", which was heard; not used");
        } else {
            if (due != sequence || chunk.firstSample() > segmenter.position()) gap(due, sequence, chunk.firstSample());
            cut(segmenter.push(Pcm16.shorts(chunk.pcm())));
        }
        if (chunk.endOfStream()) {
            cut(segmenter.end(Trigger.END));
            phase = Phase.ENDED;
            outcome.event(SessionEventType.ENDED, "end of stream after " + segmenter.position() + " samples");
        }
    }

    private void gap(long due, long sequence, long firstSample) {
        long from = segmenter.position();
        cut(segmenter.skipTo(firstSample));
        boolean samples = firstSample > from;
        outcome.event(
                SessionEventType.GAP,
                samples ? from : null,
                samples ? firstSample - 1 : null,
                due == sequence
                        ? "chunk " + sequence + " begins " + (firstSample - from) + " samples late"
                        : "chunks " + due + " to " + (sequence - 1) + " are missing");
    }

    private void cut(List<Cut> cuts) {
        for (var cut : cuts) cut.match(this::segment, this::skipped);
    }

    private boolean segment(Cut.Segment cut) {
        outcome.segment(pending(cut));
        kept = kept.waitingFor(cut.firstSample());
        return true;
    }

    private PendingSegment pending(Cut.Segment cut) {
        return new PendingSegment(
                participant,
                cut.firstSample(),
                cut.lastSample(),
                cut.trigger(),
                cut.speechRatio(),
                captureMicros,
                appendMillis);
    }

    private boolean skipped(Cut.Skipped cut) {
        outcome.event(SessionEventType.SKIPPED, cut.firstSample(), cut.lastSample(), cut.reason());
        return false;
    }
}
