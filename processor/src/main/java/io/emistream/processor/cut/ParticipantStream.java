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
import java.util.Optional;
import java.util.OptionalLong;
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
    private Phase phase;
    private Kept kept;
    private long captureMicros;
    private long appendMillis;

    private ParticipantStream(
            SegmentRules rules,
            Participant participant,
            ParticipantState before,
            boolean isNew,
            Chunks chunks,
            Outcome outcome) {
        this.participant = participant;
        this.chunks = chunks;
        this.outcome = outcome;
        this.isNew = isNew;
        window = new ReorderWindow(rules.reorderWindow(), before.expected(), before.held());
        segmenter = isNew ? new Segmenter(rules) : Segmenter.resume(rules, before.segmenter());
        phase = before.phase();
        kept = before.kept();
        captureMicros = before.captureMicros();
        appendMillis = before.appendMillis();
    }

    /** A stream of which nothing was heard yet. */
    static ParticipantStream begin(SegmentRules rules, Participant participant, Chunks chunks, Outcome outcome) {
        var nothing = new ParticipantState(Phase.LIVE, 0, List.of(), 0, 0, 0, Kept.NOTHING, new byte[0]);
        outcome.event(SessionEventType.STARTED, "first chunk of " + participant.participantId());
        return new ParticipantStream(rules, participant, nothing, true, chunks, outcome);
    }

    /** A stream that has not ended. */
    static ParticipantStream resume(
            SegmentRules rules, Participant participant, ParticipantState before, Chunks chunks, Outcome outcome) {
        return new ParticipantStream(rules, participant, before, false, chunks, outcome);
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
        kept = chunks.put(participant, sequence, chunk, kept);
        drain(window::next);
    }

    /** Cuts what is open, without hope for what is missing. */
    void timeOut(String reason) {
        drain(window::nextAtLast);
        if (phase == Phase.ENDED) return;
        cut(segmenter.end(Trigger.TIMEOUT));
        phase = Phase.SILENT;
        outcome.event(SessionEventType.TIMEOUT, reason);
    }

    /** What is to be remembered; deletes the chunks that are no longer needed. */
    ParticipantState state(long heardAt) {
        boolean ended = phase == Phase.ENDED;
        kept = chunks.trim(participant, kept.cutsNeed(ended ? Long.MAX_VALUE : segmenter.keepFrom()));
        return new ParticipantState(
                phase,
                window.expected(),
                ended ? List.of() : window.held(),
                heardAt,
                captureMicros,
                appendMillis,
                kept,
                ended ? new byte[0] : segmenter.state());
    }

    private void drain(Supplier<OptionalLong> turns) {
        while (phase != Phase.ENDED) {
            long due = window.expected();
            var turn = turns.get();
            if (turn.isEmpty()) return;
            long sequence = turn.getAsLong();
            var chunk = chunks.get(participant, sequence)
                    .orElseThrow(() -> new IllegalStateException("chunk " + sequence + " of " + participant
                            + " is held but not in the store; reset the application's state"));
            handle(due, sequence, chunk);
        }
    }

    private void handle(long due, long sequence, StoredChunk chunk) {
        captureMicros = chunk.captureMicros();
        appendMillis = chunk.appendMillis();
        if (chunk.firstSample() < segmenter.position()) {
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
        outcome.segment(new PendingSegment(
                participant,
                cut.firstSample(),
                cut.lastSample(),
                cut.trigger(),
                cut.speechRatio(),
                captureMicros,
                appendMillis,
                kept.scanFrom()));
        kept = kept.waitingFor(cut.firstSample());
        return true;
    }

    private boolean skipped(Cut.Skipped cut) {
        outcome.event(SessionEventType.SKIPPED, cut.firstSample(), cut.lastSample(), cut.reason());
        return false;
    }
}
