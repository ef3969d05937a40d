package io.emistream.processor.score;

import io.emistream.model.Affect;
import io.emistream.model.ReleaseCard;
import io.emistream.model.ReleaseId;
import io.emistream.model.Score;
import io.emistream.model.Scored;
import io.emistream.processor.quality.SegmentSound;
import io.emistream.processor.store.PendingSegment;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AffectValues;
import io.emistream.schemas.avro.AudioQuality;
import io.emistream.schemas.avro.EventKind;
import io.emistream.schemas.avro.StageLatency;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says a score in the words of the wire: the same for the live stream and for those who cut recordings without Kafka. */
public final class AffectEvents {
    private static final ReleaseCard NONE = new ReleaseCard(new ReleaseId("none", "none"), "none", List.of(), false);

    private AffectEvents() {}

    /** The one final event of a segment. */
    static AffectEvent event(PendingSegment segment, @Nullable SegmentSound sound, Scored scored, long nowMillis) {
        return event(
                segment,
                sound,
                scored,
                new StageLatency(
                        segment.appendMillis() - segment.captureMicros() / 1000.0,
                        millis(scored.waiting()),
                        millis(scored.inference()),
                        nowMillis - segment.captureMicros() / 1000.0));
    }

    /**
     * An event of a segment that is still open.
     *
     * @param revision from 1 on
     */
    static AffectEvent provisional(
            PendingSegment soFar, SegmentSound sound, int revision, Scored scored, long nowMillis) {
        return AffectEvent.newBuilder(event(soFar, sound, scored, nowMillis))
                .setKind(EventKind.PROVISIONAL)
                .setRevision(revision)
                .build();
    }

    /** The event of a segment that came over no broker: it waited and was scored, and that is all its latency. */
    public static AffectEvent unsent(PendingSegment segment, SegmentSound sound, Scored scored) {
        double waiting = millis(scored.waiting());
        double inference = millis(scored.inference());
        return event(segment, sound, scored, new StageLatency(0.0, waiting, inference, waiting + inference));
    }

    /** What stands for a score where the segment is not to be scored. */
    public static Scored unscored(String reason) {
        return new Scored(Score.abstain(reason), NONE, Duration.ZERO, Duration.ZERO, 1);
    }

    private static AffectEvent event(
            PendingSegment segment, @Nullable SegmentSound sound, Scored scored, StageLatency latency) {
        var score = scored.score();
        var release = scored.release();
        var capture = Instant.EPOCH.plus(segment.captureMicros(), ChronoUnit.MICROS);
        return AffectEvent.newBuilder()
                .setSessionId(segment.participant().sessionId())
                .setParticipantId(segment.participant().participantId())
                .setSegmentId(segment.segmentId())
                .setFirstSample(segment.firstSample())
                .setLastSample(segment.lastSample())
                .setCaptureTime(capture)
                .setKind(EventKind.FINAL)
                .setTrigger(segment.trigger())
                .setSpeechRatio(segment.speechRatio())
                .setOutputSet(release.outputSet())
                .setIntensities(score.intensities())
                .setAffect(values(score.affect()))
                .setAffectCurve(
                        score.affectCurve().stream().map(AffectEvents::present).toList())
                .setModelName(release.id().name())
                .setModelVersion(release.id().version())
                .setTrained(release.trained())
                .setAbstained(score.abstained() != null)
                .setAbstainReason(score.abstained())
                .setLatency(latency)
                .setQuality(quality(sound))
                .build();
    }

    /** The final event of a segment that no release could score. */
    static AffectEvent abstained(PendingSegment segment, @Nullable SegmentSound sound, String reason, long nowMillis) {
        return event(segment, sound, unscored(reason), nowMillis);
    }

    private static @Nullable AudioQuality quality(@Nullable SegmentSound sound) {
        if (sound == null) return null;
        return new AudioQuality(
                sound.levelDb(), sound.peakDb(), sound.clipped(), sound.dcOffset(), sound.snrDb(), sound.bandwidth());
    }

    private static @Nullable AffectValues values(@Nullable Affect affect) {
        return affect == null ? null : present(affect);
    }

    private static AffectValues present(Affect affect) {
        return new AffectValues(affect.arousal(), affect.dominance(), affect.valence());
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
