package io.emistream.dashboard;

import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AffectValues;
import io.emistream.schemas.avro.EventKind;
import io.emistream.schemas.avro.SessionEvent;
import io.emistream.schemas.avro.SessionEventType;
import io.emistream.schemas.avro.StageLatency;
import io.emistream.schemas.avro.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One participant who talks: segments with pauses between them and moods that drift, the same for the same seed. */
final class Talk {
    private static final int RATE = 16_000;
    static final List<String> LABELS =
            List.of("Admiration", "Amusement", "Determination", "Empathic Pain", "Excitement", "Joy");

    private final Random random;
    private final String session;
    private final String participant;
    private final Instant now;
    private final double[] mood = new double[LABELS.size()];
    private final double[] affect = {0.45, 0.5, 0.55};
    private long sample;
    private String outputSet = "emi-v1";
    private String version = "1";
    private boolean trained = true;

    Talk(String session, String participant, Instant now, long seed) {
        this.session = session;
        this.participant = participant;
        this.now = now;
        this.random = new Random(seed);
        for (int i = 0; i < mood.length; i++) mood[i] = 0.15 + 0.5 * random.nextDouble();
        sample = RATE / 2 + random.nextInt(2 * RATE);
    }

    Talk untrained() {
        trained = false;
        return this;
    }

    Talk scoredBy(String newVersion) {
        version = newVersion;
        return this;
    }

    Talk in(String set) {
        outputSet = set;
        return this;
    }

    List<AffectEvent> segments(int count) {
        var events = new ArrayList<AffectEvent>();
        for (int i = 0; i < count; i++) events.add(next(EventKind.FINAL).build());
        return events;
    }

    AffectEvent segment() {
        return next(EventKind.FINAL).build();
    }

    /** A score of the segment that comes next, while it is open. */
    AffectEvent provisional() {
        long before = sample;
        var event = next(EventKind.PROVISIONAL)
                .setRevision(1)
                .setTrigger(Trigger.INTERVAL)
                .build();
        sample = before;
        return event;
    }

    AffectEvent abstention(String reason) {
        return next(EventKind.FINAL)
                .setAbstained(true)
                .setAbstainReason(reason)
                .setIntensities(Map.of())
                .setAffect(null)
                .setAffectCurve(List.of())
                .build();
    }

    SessionEvent happens(SessionEventType type, String reason) {
        return SessionEvent.newBuilder()
                .setSessionId(session)
                .setParticipantId(participant)
                .setType(type)
                .setAt(now.plusMillis(sample * 1_000 / RATE))
                .setReason(reason)
                .build();
    }

    /** Samples that were never seen. */
    SessionEvent gap(double seconds) {
        long first = sample;
        sample += (long) (seconds * RATE);
        return SessionEvent.newBuilder(happens(
                        SessionEventType.GAP,
                        "chunks are missing: " + seconds + " s were never seen; the segment was cut"))
                .setFirstSample(first)
                .setLastSample(sample - 1)
                .build();
    }

    private AffectEvent.Builder next(EventKind kind) {
        double seconds = Math.round(10 * (1.2 + 6 * random.nextDouble())) / 10.0;
        long first = sample;
        long last = first + Math.round(seconds * RATE) - 1;
        sample = last + 1 + Math.round((0.35 + 1.3 * random.nextDouble()) * RATE);
        var intensities = new HashMap<String, Float>();
        for (int i = 0; i < mood.length; i++) {
            mood[i] = Math.min(0.97, Math.max(0.02, mood[i] + 0.09 * random.nextGaussian()));
            intensities.put(LABELS.get(i), (float) mood[i]);
        }
        var curve = new ArrayList<AffectValues>();
        for (int i = 0; i < Math.round(seconds * 10); i++) {
            for (int k = 0; k < 3; k++)
                affect[k] += 0.02 * random.nextGaussian() + 0.01 * (0.5 + 0.15 * Math.sin(i / 12.0 + k) - affect[k]);
            curve.add(values());
        }
        double inference = 60 + 25 * seconds / 6 + 12 * random.nextDouble();
        double waiting = 2 + 9 * random.nextDouble();
        double capture = 6 + 4 * random.nextDouble();
        return AffectEvent.newBuilder()
                .setSessionId(session)
                .setParticipantId(participant)
                .setSegmentId(session + "/" + participant + "/" + first)
                .setFirstSample(first)
                .setLastSample(last)
                .setCaptureTime(now.plusMillis(last * 1_000 / RATE))
                .setKind(kind)
                .setTrigger(Trigger.PAUSE)
                .setSpeechRatio(0.7f + 0.3f * random.nextFloat())
                .setOutputSet(outputSet)
                .setIntensities(intensities)
                .setAffect(values())
                .setAffectCurve(curve)
                .setModelName("demo-small")
                .setModelVersion(version)
                .setTrained(trained)
                .setLatency(new StageLatency(capture, waiting, inference, capture + waiting + inference + 8));
    }

    private AffectValues values() {
        return new AffectValues((float) affect[0], (float) affect[1], (float) affect[2]);
    }
}
