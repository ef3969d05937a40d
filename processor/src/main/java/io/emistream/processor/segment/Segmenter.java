package io.emistream.processor.segment;

import io.emistream.schemas.avro.Trigger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts one participant's stream into segments. Cuts depend on the samples and their positions alone, never on how they come in chunks
 * or when.
 *
 * <p>A segment holds its voiced frames with a pre-roll and a post-roll of quiet. It closes when voice pauses, when it would grow past the
 * longest length (then on the quietest frame of the last stretch, and the rest goes on as the next segment), and at an end, a gap or
 * a timeout. Each voiced frame lies in exactly one cut. Too little voice waits for the speech that follows, for a time; then it is skipped.
 * The tail: what is open when a process stops lives on in {@link #state()}; nothing is cut by a stop. Not thread-safe. See decision record 0006.
 */
public final class Segmenter {
    private static final byte VERSION = 1;
    private static final int STATE_BYTES =
            1 + 4 * Long.BYTES + Integer.BYTES + OpenSegment.STATE_BYTES + VoiceActivity.STATE_BYTES;

    private final SegmentRules rules;
    private final VoiceActivity activity;
    private final OpenSegment open;
    private long position;
    private long free; // first sample that no cut has taken: where a pre-roll ends
    private long sum;
    private long squares;
    private int filled;

    /** Starts at sample 0. */
    public Segmenter(SegmentRules rules) {
        this.rules = rules;
        activity = new VoiceActivity(rules);
        open = new OpenSegment(rules);
    }

    /** Starts at a later sample; nothing before it was ever there. */
    public static Segmenter startingAt(SegmentRules rules, long firstSample) {
        var segmenter = new Segmenter(rules);
        segmenter.skipTo(firstSample);
        return segmenter;
    }

    /** Goes on from where {@link #state()} was taken; the rules must be the same ones for the cuts to be the same. */
    public static Segmenter resume(SegmentRules rules, byte[] state) {
        var from = ByteBuffer.wrap(state);
        if (state.length != STATE_BYTES || from.get() != VERSION)
            throw new IllegalArgumentException("segmenter state of " + state.length + " bytes is not version " + VERSION
                    + " (" + STATE_BYTES + " bytes); reset the application's state");
        var segmenter = new Segmenter(rules);
        segmenter.load(from);
        return segmenter;
    }

    /** Takes the samples that follow: PCM16, 16 kHz mono, from {@link #position()} on. Any number of them. */
    public List<Cut> push(short[] samples) {
        var cuts = new ArrayList<Cut>();
        for (int from = 0; from < samples.length; ) {
            int rest = Frames.SAMPLES - (int) (position % Frames.SAMPLES);
            int to = Math.min(samples.length, from + rest);
            add(samples, from, to);
            if (to - from == rest) endFrame(cuts);
            from = to;
        }
        return cuts;
    }

    private void add(short[] samples, int from, int to) {
        int more = 0; // at most a frame: it cannot overflow
        long moreSquares = 0;
        for (int i = from; i < to; i++) {
            int sample = samples[i];
            more += sample;
            moreSquares += sample * sample;
        }
        sum += more;
        squares += moreSquares;
        filled += to - from;
        position += to - from;
    }

    /**
     * The open segment as it would be if it closed now, each time it has grown by another hop of media time; nothing when there is none or too little voice.
     *
     * @param before position at the last look
     * @param hop samples, at least 1
     */
    public Optional<Cut.Segment> soFar(long before, long hop) {
        if (!open.isOpen() || (position - open.first()) / hop <= Math.max(0, before - open.first()) / hop)
            return Optional.empty();
        return open.soFar(Trigger.INTERVAL, position - 1).match(Optional::of, skipped -> Optional.empty());
    }

    /** Closes what is open. More samples may follow, and then begin anew. */
    public List<Cut> end(Trigger why) {
        var cuts = new ArrayList<Cut>();
        if (filled > 0) endFrame(cuts);
        int interrupted = activity.confirm();
        if (interrupted > 0) extend(position - 1, interrupted, cuts);
        if (open.isOpen()) cuts.add(close(why));
        return cuts;
    }

    /** Closes what is open at a gap and goes on at a later sample. */
    public List<Cut> skipTo(long firstSample) {
        if (firstSample < position)
            throw new IllegalArgumentException("cannot skip back to sample " + firstSample + " from " + position);
        var cuts = end(Trigger.GAP);
        position = firstSample;
        free = firstSample;
        return cuts;
    }

    /** Index of the sample expected next. */
    public long position() {
        return position;
    }

    /** First sample that a cut still to come may hold; earlier audio is no longer needed. */
    public long keepFrom() {
        if (open.isOpen()) return open.first();
        long before = (long) activity.run() * Frames.SAMPLES + Frames.samplesIn(rules.preRoll());
        return Math.max(free, position - filled - before);
    }

    /** All there is to know, in about 150 bytes. */
    public byte[] state() {
        var to = ByteBuffer.allocate(STATE_BYTES).put(VERSION);
        to.putLong(position).putLong(free).putLong(sum).putLong(squares).putInt(filled);
        open.save(to);
        activity.save(to);
        return to.array();
    }

    private void load(ByteBuffer from) {
        position = from.getLong();
        free = from.getLong();
        sum = from.getLong();
        squares = from.getLong();
        filled = from.getInt();
        open.load(from);
        activity.load(from);
    }

    private void endFrame(List<Cut> cuts) {
        double power = (double) (squares * filled - sum * sum) / ((double) filled * filled);
        sum = 0;
        squares = 0;
        filled = 0;
        long last = position - 1;
        int voiced = activity.voiced(power);
        if (voiced > 0) extend(last, voiced, cuts);
        else if (open.isOpen() && !activity.active() && open.isOver(last)) cuts.add(close(Trigger.PAUSE));
        if (open.isOpen()) open.noteDip(last, power);
    }

    private void extend(long last, int voiced, List<Cut> cuts) {
        if (open.isOpen() && open.wouldExceed(last)) {
            var cut = open.cutAtLimit();
            free = cut.lastSample() + 1;
            cuts.add(cut);
        }
        long lead = (long) voiced * Frames.SAMPLES - 1 + Frames.samplesIn(rules.preRoll());
        if (!open.isOpen()) open.start(Math.max(free, last - lead));
        open.extend(last, voiced);
    }

    private Cut close(Trigger why) {
        var cut = open.close(why, position - 1);
        free = cut.lastSample() + 1;
        return cut;
    }
}
