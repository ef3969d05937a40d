package io.emistream.app.show;

import io.emistream.schemas.avro.AffectEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What came of each participant, as a table. One thread. */
public final class Summary {
    private static final List<Integer> NUMBERS = List.of(2, 4, 5, 6, 8, 9);

    private record Heard(AffectEvent event, double latencyMs) {}

    private final Map<String, List<Heard>> byParticipant = new TreeMap<>();

    /** @param latencyMs from the capture of the segment's end to its event being read */
    public void add(AffectEvent event, double latencyMs) {
        var key = event.getSessionId() + "\t" + event.getParticipantId();
        byParticipant.computeIfAbsent(key, any -> new ArrayList<>()).add(new Heard(event, latencyMs));
    }

    public List<String> lines() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(
                "session",
                "participant",
                "segments",
                "strongest (mean)",
                "arousal",
                "dominance",
                "valence",
                "release",
                "latency p50",
                "p95"));
        byParticipant.values().forEach(heard -> rows.add(row(heard)));
        return Table.lines(rows, NUMBERS);
    }

    private static List<String> row(List<Heard> heard) {
        var first = heard.get(0).event();
        var means = heard.stream()
                .flatMap(one -> one.event().getIntensities().entrySet().stream())
                .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.averagingDouble(Map.Entry::getValue)))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().floatValue()));
        return List.of(
                first.getSessionId(),
                first.getParticipantId(),
                String.valueOf(heard.size()),
                EventText.strongest(means),
                mean(
                        heard,
                        event -> event.getAffect() == null
                                ? Double.NaN
                                : event.getAffect().getArousal()),
                mean(
                        heard,
                        event -> event.getAffect() == null
                                ? Double.NaN
                                : event.getAffect().getDominance()),
                mean(
                        heard,
                        event -> event.getAffect() == null
                                ? Double.NaN
                                : event.getAffect().getValence()),
                EventText.release(first),
                quantile(heard, 0.5),
                quantile(heard, 0.95));
    }

    private static String mean(List<Heard> heard, ToDoubleFunction<AffectEvent> value) {
        double mean = heard.stream()
                .mapToDouble(one -> value.applyAsDouble(one.event()))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
        return Double.isNaN(mean) ? "–" : String.format(Locale.ROOT, "%.2f", mean);
    }

    private static String quantile(List<Heard> heard, double share) {
        var sorted = heard.stream()
                .map(Heard::latencyMs)
                .sorted(Comparator.naturalOrder())
                .toList();
        int at = (int) Math.ceil(share * sorted.size()) - 1;
        return String.format(Locale.ROOT, "%.0f ms", sorted.get(Math.max(0, at)));
    }
}
