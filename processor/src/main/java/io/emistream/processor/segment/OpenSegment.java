package io.emistream.processor.segment;

import io.emistream.schemas.avro.Trigger;
import java.nio.ByteBuffer;

/** The segment that is growing, if any: its bounds, its voice, and the best place to cut it should it reach the limit. Not thread-safe. */
final class OpenSegment {
    static final int STATE_BYTES = 4 * Long.BYTES + 2 * Integer.BYTES; // three positions, a power, two counts
    private static final long NONE = -1;

    private final int longest;
    private final int lookback;
    private final int postRoll;
    private final int join;
    private final int leastVoiced;
    private long first = NONE;
    private long lastVoiced = NONE;
    private int voiced;
    private long dip = NONE;
    private double dipPower;
    private int voicedAtDip;

    OpenSegment(SegmentRules rules) {
        longest = Frames.samplesIn(rules.longest());
        lookback = Frames.samplesIn(rules.lookback());
        postRoll = Frames.samplesIn(rules.postRoll());
        join = Frames.samplesIn(rules.join());
        leastVoiced = Frames.in(rules.shortest());
    }

    boolean isOpen() {
        return first != NONE;
    }

    long first() {
        return first;
    }

    void start(long at) {
        first = at;
    }

    void extend(long last, int frames) {
        lastVoiced = last;
        voiced += frames;
    }

    boolean wouldExceed(long last) {
        return last - first >= longest;
    }

    /** Whether a pause ends it: at once when there is voice enough, else when the wait for more is over. */
    boolean isOver(long now) {
        return voiced >= leastVoiced || now - lastVoiced >= join;
    }

    /** Remembers the quietest frame of the last stretch before the limit; of equals the latest. */
    void noteDip(long last, double power) {
        long length = last - first + 1;
        if (length > longest || (length <= longest - lookback && length <= longest - Frames.SAMPLES)) return;
        if (dip != NONE && power > dipPower && lookback > 0) return;
        dip = last;
        dipPower = power;
        voicedAtDip = voiced;
    }

    /** Cuts at the limit; what lies behind the cut stays open where there is voice in it. */
    Cut cutAtLimit() {
        long rest = dip + 1;
        int restVoiced = voiced - voicedAtDip;
        long restLast = lastVoiced;
        var cut = cut(Trigger.LENGTH, dip, voicedAtDip);
        clear();
        if (restVoiced > 0) {
            first = rest;
            lastVoiced = restLast;
            voiced = restVoiced;
        }
        return cut;
    }

    Cut close(Trigger why, long now) {
        var cut = soFar(why, now);
        clear();
        return cut;
    }

    /** What a close would give, without one. */
    Cut soFar(Trigger why, long now) {
        long last = Math.min(Math.min(now, lastVoiced + postRoll), first + longest - 1);
        return cut(why, last, voiced);
    }

    private Cut cut(Trigger why, long last, int frames) {
        if (frames < leastVoiced)
            return new Cut.Skipped(
                    first, last, frames * 20 + " ms of voice; a segment needs " + leastVoiced * 20 + " ms");
        float ratio = (float) ((double) frames * Frames.SAMPLES / (last - first + 1));
        return new Cut.Segment(first, last, why, Math.min(1, ratio));
    }

    private void clear() {
        first = NONE;
        lastVoiced = NONE;
        voiced = 0;
        dip = NONE;
        dipPower = 0;
        voicedAtDip = 0;
    }

    void save(ByteBuffer to) {
        to.putLong(first)
                .putLong(lastVoiced)
                .putInt(voiced)
                .putLong(dip)
                .putDouble(dipPower)
                .putInt(voicedAtDip);
    }

    void load(ByteBuffer from) {
        first = from.getLong();
        lastVoiced = from.getLong();
        voiced = from.getInt();
        dip = from.getLong();
        dipPower = from.getDouble();
        voicedAtDip = from.getInt();
    }
}
