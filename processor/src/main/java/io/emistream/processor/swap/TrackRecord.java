package io.emistream.processor.swap;

import io.emistream.model.Scored;
import io.emistream.model.Waveform;
import java.util.Map;
import java.util.TreeMap;

/** What a release has done so far. Any thread. */
final class TrackRecord {
    private int failures;
    private int segments;
    private double inferenceSeconds;
    private double audioSeconds;
    private String outputSet = "";
    private final Map<String, Double> sums = new TreeMap<>();

    /** It failed on a segment, or gave values that are not finite. */
    synchronized void failed() {
        failures++;
    }

    /** It scored a segment. */
    synchronized void scored(Waveform waveform, Scored scored) {
        segments++;
        outputSet = scored.release().outputSet();
        audioSeconds += waveform.seconds();
        inferenceSeconds += scored.inference().toNanos() / 1e9 / scored.batchSize();
        scored.score().intensities().forEach((label, value) -> sums.merge(label, (double) value, Double::sum));
    }

    synchronized int failures() {
        return failures;
    }

    synchronized int segments() {
        return segments;
    }

    /** What it says; empty before it said anything. */
    synchronized String outputSet() {
        return outputSet;
    }

    /** Inference time for a second of audio; 0 before there is any. */
    synchronized double pace() {
        return audioSeconds == 0 ? 0 : inferenceSeconds / audioSeconds;
    }

    /** Mean of each output. */
    synchronized Map<String, Double> means() {
        var means = new TreeMap<String, Double>();
        sums.forEach((label, sum) -> means.put(label, sum / segments));
        return means;
    }
}
