package io.emistream.app.role;

import io.emistream.audio.AudioFiles;
import io.emistream.audio.UnreadableAudio;
import io.emistream.model.Affect;
import io.emistream.model.Scored;
import io.emistream.model.Scorer;
import io.emistream.model.Waveform;
import io.emistream.processor.segment.Cut;
import io.emistream.processor.segment.SegmentRules;
import io.emistream.processor.segment.Segmentation;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AffectValues;
import io.emistream.schemas.avro.EventKind;
import io.emistream.schemas.avro.StageLatency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Scores a recording without Kafka: quantised, cut and scored as the live stream is. */
public final class Analysis {
    private Analysis() {}

    /** The segments that the live stream would be cut into. */
    public static List<Cut.Segment> segments(Recording recording) throws UnreadableAudio {
        return segments(samples(recording));
    }

    /** Its events, in order; times are those of this analysis. */
    public static List<AffectEvent> of(Recording recording, Scorer scorer, Instant now) throws UnreadableAudio {
        var samples = samples(recording);
        var heard = Pcm16.floats(Pcm16.encode(samples));
        var segments = segments(samples);
        var scores = new ArrayList<CompletableFuture<Scored>>();
        for (var segment : segments) {
            int from = Math.toIntExact(segment.firstSample());
            scores.add(scorer.submit(new Waveform(Arrays.copyOfRange(heard, from, from + segment.length()))));
        }
        var events = new ArrayList<AffectEvent>();
        for (int i = 0; i < segments.size(); i++)
            events.add(event(recording, segments.get(i), scores.get(i).join(), now));
        return events;
    }

    private static short[] samples(Recording recording) throws UnreadableAudio {
        try (var stream = AudioFiles.open(recording.file())) {
            return Pcm16.shorts(Pcm16.encode(stream.readAll()));
        }
    }

    private static List<Cut.Segment> segments(short[] samples) {
        return Segmentation.of(SegmentRules.standard(), samples).stream()
                .filter(Cut.Segment.class::isInstance)
                .map(Cut.Segment.class::cast)
                .toList();
    }

    private static AffectEvent event(Recording recording, Cut.Segment segment, Scored scored, Instant now) {
        var score = scored.score();
        var release = scored.release();
        double waiting = millis(scored.waiting());
        double inference = millis(scored.inference());
        return AffectEvent.newBuilder()
                .setSessionId(recording.session())
                .setParticipantId(recording.participant())
                .setSegmentId(recording.session() + "/" + recording.participant() + "/" + segment.firstSample())
                .setFirstSample(segment.firstSample())
                .setLastSample(segment.lastSample())
                .setCaptureTime(now)
                .setKind(EventKind.FINAL)
                .setTrigger(segment.trigger())
                .setSpeechRatio(segment.speechRatio())
                .setOutputSet(release.outputSet())
                .setIntensities(score.intensities())
                .setAffect(values(score.affect()))
                .setAffectCurve(
                        score.affectCurve().stream().map(Analysis::present).toList())
                .setModelName(release.id().name())
                .setModelVersion(release.id().version())
                .setTrained(release.trained())
                .setAbstained(score.abstained() != null)
                .setAbstainReason(score.abstained())
                .setLatency(new StageLatency(0.0, waiting, inference, waiting + inference))
                .build();
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
