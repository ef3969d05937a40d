package io.emistream.app.show;

import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioQuality;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An event in words for people, and in cells for spreadsheets. */
public final class EventText {
    private static final double RATE = 16_000;
    private static final int STRONGEST = 3;

    private EventText() {}

    /** One line: who, when, the strongest intensities, affect, release. */
    public static String line(AffectEvent event) {
        return String.format(
                Locale.ROOT,
                "%s %s  %6.2f–%6.2f s  %s  %s  [%s]",
                event.getSessionId(),
                event.getParticipantId(),
                event.getFirstSample() / RATE,
                (event.getLastSample() + 1) / RATE,
                event.getAbstained() ? "no score: " + event.getAbstainReason() : strongest(event.getIntensities()),
                affect(event),
                release(event));
    }

    public static String release(AffectEvent event) {
        return event.getModelName() + "/" + event.getModelVersion() + (event.getTrained() ? "" : ", untrained");
    }

    static String strongest(Map<String, Float> intensities) {
        return intensities.entrySet().stream()
                .sorted(Map.Entry.<String, Float>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(STRONGEST)
                .map(one -> String.format(Locale.ROOT, "%s %.2f", one.getKey(), one.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String affect(AffectEvent event) {
        var affect = event.getAffect();
        if (affect == null) return "no affect";
        return String.format(
                Locale.ROOT,
                "arousal %.2f dominance %.2f valence %.2f",
                affect.getArousal(),
                affect.getDominance(),
                affect.getValence());
    }

    /** The heading of {@link #csv}. */
    public static String csvHeading() {
        return "session,participant,first_sample,last_sample,trigger,speech_ratio,intensities,affect,model,trained,abstained,"
                + "level_db,peak_db,clipped,dc_offset,snr_db,bandwidth";
    }

    /** One row; intensities as {@code label=value} pairs, so that rows of different releases fit one file. */
    public static String csv(AffectEvent event) {
        var affect = event.getAffect();
        var intensities = event.getIntensities().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(";"));
        return String.join(
                ",",
                quoted(event.getSessionId()),
                quoted(event.getParticipantId()),
                String.valueOf(event.getFirstSample()),
                String.valueOf(event.getLastSample()),
                event.getTrigger().name().toLowerCase(Locale.ROOT),
                String.valueOf(event.getSpeechRatio()),
                quoted(intensities),
                affect == null ? "" : affect.getArousal() + ";" + affect.getDominance() + ";" + affect.getValence(),
                quoted(event.getModelName() + "/" + event.getModelVersion()),
                String.valueOf(event.getTrained()),
                quoted(String.valueOf(event.getAbstainReason() == null ? "" : event.getAbstainReason())),
                quality(event.getQuality()));
    }

    /** Six cells; empty ones where nothing is known. */
    private static String quality(@Nullable AudioQuality quality) {
        if (quality == null) return ",,,,,";
        return String.format(
                Locale.ROOT,
                "%.2f,%.2f,%.6f,%.6f,%.2f,%s",
                quality.getLevelDb(),
                quality.getPeakDb(),
                quality.getClipped(),
                quality.getDcOffset(),
                quality.getSnrDb(),
                quality.getBandwidth().name().toLowerCase(Locale.ROOT));
    }

    private static String quoted(String cell) {
        return cell.matches("[\\w ./=;-]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
