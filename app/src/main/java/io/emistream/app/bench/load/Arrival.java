package io.emistream.app.bench.load;

import io.emistream.schemas.avro.AffectEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * A final event, as its reader saw it.
 *
 * @param segment the samples that it speaks of
 * @param visible wall clock when a committed reader had it
 * @param millis by stage
 */
public record Arrival(
        Voice.Speaker speaker, Range segment, boolean abstained, Instant visible, Map<Stage, Double> millis) {

    /** @param visible wall clock when a committed reader had it */
    static Arrival of(AffectEvent event, Instant visible) {
        var told = event.getLatency();
        double total = Duration.between(event.getCaptureTime(), visible).toNanos() / 1e6;
        var millis = new EnumMap<Stage, Double>(Stage.class);
        millis.put(Stage.CAPTURE, told.getCaptureMs());
        millis.put(
                Stage.HANDLING, told.getTotalMs() - told.getCaptureMs() - told.getWaitingMs() - told.getInferenceMs());
        millis.put(Stage.WAITING, told.getWaitingMs());
        millis.put(Stage.INFERENCE, told.getInferenceMs());
        millis.put(Stage.COMMIT, total - told.getTotalMs());
        millis.put(Stage.TOTAL, total);
        return new Arrival(
                new Voice.Speaker(event.getSessionId(), event.getParticipantId()),
                new Range(event.getFirstSample(), event.getLastSample()),
                event.getAbstained(),
                visible,
                millis);
    }

    /** Wall clock when the chunk that closed the segment was captured. */
    public Instant captured() {
        return visible.minusNanos((long) (millis(Stage.TOTAL) * 1e6));
    }

    Key key() {
        return new Key(speaker, segment);
    }

    /** Whose samples it speaks of. */
    record Key(Voice.Speaker speaker, Range segment) {}

    /** NaN where it is not known. */
    public double millis(Stage stage) {
        return millis.getOrDefault(stage, Double.NaN);
    }
}
