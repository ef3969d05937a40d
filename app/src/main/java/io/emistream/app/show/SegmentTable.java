package io.emistream.app.show;

import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AffectValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The segments of one recording for people: a line on the whole, then a row each. */
public final class SegmentTable {
    private static final double RATE = 16_000;
    private static final List<Integer> NUMBERS = List.of(0, 1, 3, 5, 6, 7);

    private SegmentTable() {}

    /**
     * The lines of the table; one line when there are no segments.
     *
     * @param name of the recording
     * @param events of one release, in order
     */
    public static List<String> lines(String name, List<AffectEvent> events) {
        if (events.isEmpty()) return List.of(name + ": no speech was found");
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("from s", "to s", "ended by", "speech", "strongest", "arousal", "dominance", "valence"));
        events.forEach(event -> rows.add(row(event)));
        var lines = new ArrayList<String>();
        lines.add(heading(name, events));
        lines.addAll(Table.lines(rows, NUMBERS));
        return lines;
    }

    private static String heading(String name, List<AffectEvent> events) {
        long samples = events.stream()
                .mapToLong(event -> event.getLastSample() - event.getFirstSample() + 1)
                .sum();
        return String.format(
                Locale.ROOT,
                "%s: %d %s, %.1f s; %s",
                name,
                events.size(),
                events.size() == 1 ? "segment" : "segments",
                samples / RATE,
                EventText.release(events.get(0)));
    }

    private static List<String> row(AffectEvent event) {
        return List.of(
                fixed(event.getFirstSample() / RATE),
                fixed((event.getLastSample() + 1) / RATE),
                event.getTrigger().name().toLowerCase(Locale.ROOT),
                fixed(event.getSpeechRatio()),
                event.getAbstained()
                        ? "no score: " + event.getAbstainReason()
                        : EventText.strongest(event.getIntensities()),
                affect(event.getAffect(), AffectValues::getArousal),
                affect(event.getAffect(), AffectValues::getDominance),
                affect(event.getAffect(), AffectValues::getValence));
    }

    private static String affect(@Nullable AffectValues affect, ToDoubleFunction<AffectValues> part) {
        return affect == null ? "–" : fixed(part.applyAsDouble(affect));
    }

    private static String fixed(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
