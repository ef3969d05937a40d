package io.emistream.schemas;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AffectValues;
import io.emistream.schemas.avro.AudioQuality;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of an affect event, the same on every surface that shows one ({@code --json}, the dashboard's stream): the keys of
 * the design in their order, then further ones. Numbers keep every digit of the event; a value that is not finite is
 * {@code null}, for JSON has no word for it. Times are ISO-8601 in UTC, latencies milliseconds, samples 16 kHz.
 */
public final class AffectEventJson {
    /** Values of an affect curve per second of speech. */
    private static final int CURVE_HERTZ = 10;

    private AffectEventJson() {}

    /** The event as one JSON object, with labels in alphabetical order. */
    public static ObjectNode of(AffectEvent event) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("sessionId", event.getSessionId());
        json.put("participantId", event.getParticipantId());
        json.put("segmentId", event.getSegmentId());
        json.put("firstSample", event.getFirstSample());
        json.put("lastSample", event.getLastSample());
        json.put("kind", word(event.getKind()));
        json.put("trigger", word(event.getTrigger()));
        put(json, "speechRatio", event.getSpeechRatio());
        var intensities = json.putObject("intensities");
        new TreeMap<>(event.getIntensities()).forEach((label, value) -> put(intensities, label, value));
        affect(json, event.getAffect());
        json.put("modelName", event.getModelName());
        json.put("modelVersion", event.getModelVersion());
        json.put("abstained", event.getAbstained());
        var latency = json.putObject("latencyMs");
        put(latency, "capture", event.getLatency().getCaptureMs());
        put(latency, "waiting", event.getLatency().getWaitingMs());
        put(latency, "inference", event.getLatency().getInferenceMs());
        put(latency, "total", event.getLatency().getTotalMs());

        json.put("revision", event.getRevision());
        json.put("outputSet", event.getOutputSet());
        json.put("trained", event.getTrained());
        json.put("abstainReason", event.getAbstainReason());
        json.put("captureTime", event.getCaptureTime().toString());
        curve(json.putObject("affectCurve"), event.getAffectCurve());
        quality(json, event.getQuality());
        return json;
    }

    private static void quality(ObjectNode json, @Nullable AudioQuality quality) {
        if (quality == null) {
            json.putNull("quality");
            return;
        }
        var values = json.putObject("quality");
        put(values, "levelDb", quality.getLevelDb());
        put(values, "peakDb", quality.getPeakDb());
        put(values, "clipped", quality.getClipped());
        put(values, "dcOffset", quality.getDcOffset());
        put(values, "snrDb", quality.getSnrDb());
        values.put("bandwidth", word(quality.getBandwidth()));
    }

    private static void affect(ObjectNode json, @Nullable AffectValues affect) {
        if (affect == null) {
            json.putNull("affect");
            return;
        }
        var values = json.putObject("affect");
        put(values, "arousal", affect.getArousal());
        put(values, "dominance", affect.getDominance());
        put(values, "valence", affect.getValence());
    }

    private static void curve(ObjectNode json, List<AffectValues> curve) {
        json.put("hertz", CURVE_HERTZ);
        column(json, "arousal", curve, AffectValues::getArousal);
        column(json, "dominance", curve, AffectValues::getDominance);
        column(json, "valence", curve, AffectValues::getValence);
    }

    private static void column(
            ObjectNode json, String name, List<AffectValues> curve, ToDoubleFunction<AffectValues> value) {
        var values = json.putArray(name);
        for (var point : curve) {
            var number = (float) value.applyAsDouble(point);
            if (Float.isFinite(number)) values.add(number);
            else values.addNull();
        }
    }

    private static String word(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }

    private static void put(ObjectNode json, String key, float value) {
        if (Float.isFinite(value)) json.put(key, value);
        else json.putNull(key);
    }

    private static void put(ObjectNode json, String key, double value) {
        if (Double.isFinite(value)) json.put(key, value);
        else json.putNull(key);
    }
}
