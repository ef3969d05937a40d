package io.emistream.app.bench;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.Analysis;
import io.emistream.app.role.Cluster;
import io.emistream.app.role.EventReader;
import io.emistream.app.role.Recording;
import io.emistream.app.role.Replay;
import io.emistream.audio.UnreadableAudio;
import io.emistream.model.Scorer;
import io.emistream.processor.quality.SpeechRules;
import io.emistream.producer.Pace;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AffectValues;
import io.emistream.schemas.avro.EventKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Recordings by three ways to the same scorer: without Kafka, through Kafka as fast as possible, and through it at live speed or a multiple.
 *
 * @param progress hears how far it is
 */
record AgreementTrial(Cluster cluster, Scorer scorer, List<Recording> recordings, Consumer<String> progress) {
    /** Played at once. */
    private static final int ROUND = 16;

    private static final Duration STALLED = Duration.ofSeconds(60);

    /** The segments of a way: where they are, and every value of theirs. */
    Map<String, List<Float>> analyzed() throws UnreadableAudio {
        var found = new HashMap<String, List<Float>>();
        for (int i = 0; i < recordings.size(); i++) {
            progress.accept("without Kafka: " + (i + 1) + " of " + recordings.size());
            for (var event :
                    Analysis.of(recordings.get(i), SpeechRules.standard(), scorer, Instant.now(), (done, all) -> {}))
                found.put(key(i, event), values(event));
        }
        return found;
    }

    /** The same through Kafka. */
    Map<String, List<Float>> played(String way, Pace pace, Set<String> expected) throws InterruptedException {
        var found = new HashMap<String, List<Float>>();
        try (var reader = EventReader.start(cluster)) {
            for (int from = 0; from < recordings.size(); from += ROUND) {
                progress.accept(way + ": " + from + " of " + recordings.size());
                int to = Math.min(recordings.size(), from + ROUND);
                var round = new ArrayList<Recording>();
                for (int i = from; i < to; i++) round.add(recordings.get(i).as(way + "-" + i));
                try (var replay = Replay.start(cluster, round, pace)) {
                    read(way, reader, replay, found, inRound(expected, from, to));
                }
            }
        }
        return found;
    }

    private static Set<String> inRound(Set<String> expected, int from, int to) {
        var round = new TreeSet<String>();
        for (String key : expected) {
            int index = Integer.parseInt(key.substring(0, key.indexOf(' ')));
            if (from <= index && index < to) round.add(key);
        }
        return round;
    }

    private static void read(
            String way, EventReader reader, Replay replay, Map<String, List<Float>> found, Set<String> expected) {
        long news = System.nanoTime();
        while (!replay.done() || !found.keySet().containsAll(expected)) {
            for (AffectEvent event : reader.poll(Duration.ofMillis(50))) {
                if (event.getKind() != EventKind.FINAL || !event.getSessionId().startsWith(way + "-")) continue;
                int index = Integer.parseInt(event.getSessionId().substring(way.length() + 1));
                found.put(key(index, event), values(event));
                news = System.nanoTime();
            }
            if (System.nanoTime() - news > STALLED.toNanos())
                throw new EnvironmentProblem("no event came for " + STALLED.toSeconds() + " s, and some are missing");
        }
    }

    private static String key(int recording, AffectEvent event) {
        return recording + " " + event.getFirstSample() + " " + event.getLastSample() + " " + event.getTrigger();
    }

    private static List<Float> values(AffectEvent event) {
        var values = new ArrayList<Float>();
        new TreeSet<>(event.getIntensities().keySet())
                .forEach(label -> values.add(event.getIntensities().get(label)));
        if (event.getAffect() != null) add(values, event.getAffect());
        event.getAffectCurve().forEach(affect -> add(values, affect));
        return values;
    }

    private static void add(List<Float> values, AffectValues affect) {
        values.addAll(List.of(affect.getArousal(), affect.getDominance(), affect.getValence()));
    }

    /**
     * How far another way is from the first one.
     *
     * @param segments of the first way
     * @param missing of them, in the other
     * @param more in the other than in the first
     * @param values compared
     * @param unequal values whose bits differ
     * @param most greatest distance of two values
     */
    record Distance(int segments, int missing, int more, int values, int unequal, double most) {
        static Distance of(Map<String, List<Float>> first, Map<String, List<Float>> other) {
            int missing = 0;
            int values = 0;
            int unequal = 0;
            double most = 0;
            for (var entry : first.entrySet()) {
                List<Float> here = entry.getValue();
                List<Float> there = other.get(entry.getKey());
                if (there == null || there.size() != here.size()) {
                    missing++;
                    continue;
                }
                for (int i = 0; i < here.size(); i++) {
                    values++;
                    if (!here.get(i).equals(there.get(i))) unequal++;
                    most = Math.max(most, Math.abs(here.get(i) - there.get(i)));
                }
            }
            int more = (int) other.keySet().stream()
                    .filter(key -> !first.containsKey(key))
                    .count();
            return new Distance(first.size(), missing, more, values, unequal, most);
        }

        /** Whether it is as design says: the same segments, and values within a limit. */
        boolean within(double limit) {
            return missing == 0 && more == 0 && most <= limit;
        }
    }
}
