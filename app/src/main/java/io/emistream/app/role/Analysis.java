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
    private final Recording recording;
    private final Instant now;
    private final List<Cut.Segment> segments;
    private final List<SegmentSound> sounds = new ArrayList<>();
    private final List<CompletableFuture<Scored>> scores = new ArrayList<>();

    private Analysis(Recording recording, float[] heard, List<Cut.Segment> segments, Instant now) {
        this.recording = recording;
        this.segments = segments;
        this.now = now;
        for (var segment : segments) sounds.add(SegmentSound.of(part(heard, segment)));
    }

    /** The segments that the live stream would be cut into. */
    public static List<Cut.Segment> segments(Recording recording) throws UnreadableAudio {
        return segments(Pcm16.shorts(Pcm16.encode(samples(recording))));
    }

    /** Its events, in order, as if captured now; progress is told on this thread. */
    public static List<AffectEvent> of(
            Recording recording, SpeechRules speech, Scorer scorer, Instant now, Progress progress)
            throws UnreadableAudio {
        return begin(recording, samples(recording), speech, scorer, now).events(progress);
    }

    /**
     * Submits the segments of a recording; so that a batch is filled from several, begin them all before asking for events.
     *
     * @param samples of the recording, 16 kHz mono, as decoded or changed since
     */
    public static Analysis begin(Recording recording, float[] samples, SpeechRules speech, Scorer scorer, Instant now) {
        var pcm = Pcm16.encode(samples);
        var heard = Pcm16.floats(pcm);
        var analysis = new Analysis(recording, heard, segments(Pcm16.shorts(pcm)), now);
        for (int i = 0; i < analysis.segments.size(); i++) {
            var part = part(heard, analysis.segments.get(i));
            analysis.scores.add(speech.objection(analysis.sounds.get(i))
                    .map(reason -> CompletableFuture.completedFuture(AffectEvents.unscored(reason)))
                    .orElseGet(() -> scorer.submit(recording.session(), new Waveform(part))));
        }
        return analysis;
    }

    /** Its events, in order; waits for the scores. */
    public List<AffectEvent> events(Progress progress) {
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

    private static float[] part(float[] heard, Cut.Segment segment) {
        int from = Math.toIntExact(segment.firstSample());
        return Arrays.copyOfRange(heard, from, from + segment.length());
    }

    /** Hears how far an analysis is. */
    @FunctionalInterface
    public interface Progress {
        /** So many segments of the recording have their scores. */
        void scored(int done, int all);
    }

    private static float[] samples(Recording recording) throws UnreadableAudio {
        try (var stream = AudioFiles.open(recording.file())) {
            return stream.readAll();
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
