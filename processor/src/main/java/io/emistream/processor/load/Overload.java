package io.emistream.processor.load;

import io.emistream.model.Scored;
import io.emistream.processor.store.Participant;
import io.emistream.processor.store.PendingSegment;
import io.emistream.processor.store.StoredChunk;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One instance's sense of what it can carry, shared by its tasks: they tell it what they hear, cut and get back; it says what to give up, and whether the door is
 * open. All of it ends by itself when the load falls (docs/decisions/0017). While the capacity is unknown nothing is given up. Thread-safe.
 */
public final class Overload {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** A new session must leave this much room. */
    private static final double FULL = 0.9;

    private final LoadRules rules;
    private final LongSupplier nanos;
    private final LoadGauge gauge = new LoadGauge(); // guarded by this
    private final Escalation escalation; // guarded by this
    private long lookedAt;

    /** @param nanos a monotonic clock, in nanoseconds */
    public Overload(LoadRules rules, LongSupplier nanos) {
        this.rules = rules;
        this.nanos = nanos;
        this.escalation = new Escalation(rules);
        this.lookedAt = nanos.getAsLong() - LOOK_NANOS;
    }

    /** Of an instance whose door is always open. */
    public static Overload admittingAll() {
        return new Overload(LoadRules.standard().admittingAll(), System::nanoTime);
    }

    /** A chunk of an admitted participant came. */
    public synchronized void heard(Participant participant, StoredChunk chunk) {
        gauge.heard(participant, chunk, nanos.getAsLong());
    }

    /** A segment is to be scored. */
    public synchronized void cut(PendingSegment segment) {
        gauge.cut(segment, nanos.getAsLong());
    }

    /** A segment went to the scorer. */
    public synchronized void submitted(PendingSegment segment) {
        gauge.submitted(segment);
    }

    /** The scorer is done with a segment, or nobody waits for it any more. */
    public synchronized void answered(PendingSegment segment) {
        gauge.answered(segment);
    }

    /** A segment was scored. */
    public synchronized void scored(PendingSegment segment, Scored scored) {
        gauge.scored(segment, scored);
    }

    /** A measurement made on purpose; speech in seconds. */
    synchronized void measured(double speech, Scored scored) {
        gauge.pace().learn(speech, scored.batchSize(), scored.inference().toNanos() / 1e9);
    }

    /**
     * Whether a segment is to wait since its participant sends faster than real time, while others keep to it.
     *
     * @param nowMillis wall clock
     */
    public synchronized boolean yields(PendingSegment segment, long nowMillis) {
        var until = gauge.voices().yieldsUntil(segment.participant(), segment.lastSample(), nanos.getAsLong());
        return until.isPresent() && nowMillis < until.getAsLong();
    }

    /** How far to go now. */
    public synchronized Stage stage() {
        long now = nanos.getAsLong();
        if (now - lookedAt >= LOOK_NANOS) {
            lookedAt = now;
            escalation.feel(pressure(now), now);
        }
        return escalation.stage();
    }

    /** Whether a new session may come in. */
    public synchronized boolean admits() {
        boolean room = stage() != Stage.DEGRADED && gauge.loadWithOneMore(nanos.getAsLong()) <= FULL;
        return room || !rules.refuses();
    }

    /** All of it, for people and for other roles. */
    public synchronized Carried carried() {
        long now = nanos.getAsLong();
        return new Carried(
                gauge.pace().capacity(),
                gauge.load(now),
                gauge.waitSeconds(),
                gauge.voices().live(now),
                gauge.voices().sessions(now),
                stage(),
                admits());
    }

    private double pressure(long now) {
        return Math.max(gauge.load(now), gauge.waitSeconds() / (rules.target().toNanos() / 1e9));
    }
}
