package io.emistream.app.role;

import io.emistream.audio.AudioFiles;
import io.emistream.audio.UnreadableAudio;
import io.emistream.model.Scored;
import io.emistream.model.Scorer;
import io.emistream.model.Waveform;
import io.emistream.processor.quality.SegmentSound;
import io.emistream.processor.quality.SpeechRules;
import io.emistream.processor.score.AffectEvents;
import io.emistream.processor.segment.Cut;
import io.emistream.processor.segment.SegmentRules;
import io.emistream.processor.segment.Segmentation;
import io.emistream.processor.store.Participant;
import io.emistream.processor.store.PendingSegment;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.AffectEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Scores a recording without Kafka: quantised, cut and scored as the live stream is. */
public final class Analysis {
    private Analysis() {}

    /** The segments that the live stream would be cut into. */
    public static List<Cut.Segment> segments(Recording recording) throws UnreadableAudio {
        return segments(samples(recording));
    }

    /** Its events, in order, as if captured now; progress is told on this thread. */
    public static List<AffectEvent> of(
            Recording recording, SpeechRules speech, Scorer scorer, Instant now, Progress progress)
            throws UnreadableAudio {
        var samples = samples(recording);
        var heard = Pcm16.floats(Pcm16.encode(samples));
        var segments = segments(samples);
        var sounds = new ArrayList<SegmentSound>();
        var scores = new ArrayList<CompletableFuture<Scored>>();
        for (var segment : segments) {
            int from = Math.toIntExact(segment.firstSample());
            var part = Arrays.copyOfRange(heard, from, from + segment.length());
            var sound = SegmentSound.of(part);
            sounds.add(sound);
            scores.add(speech.objection(sound)
                    .map(reason -> CompletableFuture.completedFuture(AffectEvents.unscored(reason)))
                    .orElseGet(() -> scorer.submit(recording.session(), new Waveform(part))));
        }
        var events = new ArrayList<AffectEvent>();
        for (int i = 0; i < segments.size(); i++) {
            progress.scored(i, segments.size());
            events.add(AffectEvents.unsent(
                    pending(recording, segments.get(i), now),
                    sounds.get(i),
                    scores.get(i).join()));
        }
        return events;
    }

    /** Hears how far an analysis is. */
    @FunctionalInterface
    public interface Progress {
        /** So many segments of the recording have their scores. */
        void scored(int done, int all);
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

    private static PendingSegment pending(Recording recording, Cut.Segment segment, Instant now) {
        return new PendingSegment(
                new Participant(recording.session(), recording.participant()),
                segment.firstSample(),
                segment.lastSample(),
                segment.trigger(),
                segment.speechRatio(),
                ChronoUnit.MICROS.between(Instant.EPOCH, now),
                now.toEpochMilli());
    }
}
