package io.emistream.model.answer;

import io.emistream.model.Affect;
import io.emistream.model.InferenceEngine;
import io.emistream.model.Score;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.model.engine.EngineRules;
import io.emistream.model.engine.Engines;
import io.emistream.model.release.KnownAnswer;
import io.emistream.model.release.KnownInput;
import io.emistream.model.release.Release;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks a release what it says of known inputs, and compares. One waveform a call, so that the company of others cannot matter. */
public final class KnownAnswers {
    /** Machines add in different orders; what that does to a full-size network stays below this. */
    private static final double TOLERANCE = 1e-4;

    private KnownAnswers() {}

    /**
     * What a release says of every known input, on the CPU; closes it.
     *
     * @throws IllegalArgumentException if its weights do not fit its manifest
     * @throws IllegalStateException if it gives values that are not finite
     */
    public static List<KnownAnswer> of(Release release) throws IOException {
        var answers = new ArrayList<KnownAnswer>();
        try (InferenceEngine engine = Engines.open(
                release, EngineRules.STANDARD.on(DeviceChoice.cpu()).oneByOne())) {
            for (KnownInput input : KnownInput.values()) {
                answers.add(new KnownAnswer(
                        input.name(),
                        input.words(),
                        "computed when the release was made",
                        TOLERANCE,
                        values(engine.infer(List.of(input.waveform())).get(0))));
            }
        }
        return List.copyOf(answers);
    }

    /**
     * Compares a release with answers; closes it.
     *
     * @return one outcome for each answer, in their order
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if its weights do not fit its manifest
     */
    public static List<AnswerOutcome> check(Release release, List<KnownAnswer> answers, DeviceChoice device)
            throws IOException {
        try (InferenceEngine engine =
                Engines.open(release, EngineRules.STANDARD.on(device).oneByOne())) {
            return check(engine, answers);
        }
    }

    /** Compares what an engine says with answers; one outcome for each, in their order. */
    public static List<AnswerOutcome> check(InferenceEngine engine, List<KnownAnswer> answers) {
        var outcomes = new ArrayList<AnswerOutcome>();
        for (KnownAnswer answer : answers) {
            outcomes.add(KnownInput.named(answer.input())
                    .map(input -> compared(
                            answer,
                            values(engine.infer(List.of(input.waveform())).get(0))))
                    .orElseGet(() -> new AnswerOutcome(
                            answer, Double.POSITIVE_INFINITY, "this build knows no input " + answer.input())));
        }
        return List.copyOf(outcomes);
    }

    /** Compares values that are already there with an answer. */
    public static AnswerOutcome compared(KnownAnswer answer, Map<String, Double> found) {
        var worst = new AnswerOutcome(answer, 0, "all outputs");
        for (var expected : answer.values().entrySet()) {
            Double value = found.get(expected.getKey());
            double distance = value == null ? Double.POSITIVE_INFINITY : Math.abs(value - expected.getValue());
            if (!(distance <= worst.distance())) {
                worst = new AnswerOutcome(
                        answer,
                        Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance,
                        "%s is %s, expected %s"
                                .formatted(expected.getKey(), value == null ? "missing" : value, expected.getValue()));
            }
        }
        return worst;
    }

    private static Map<String, Double> values(Score score) {
        var values = new TreeMap<String, Double>();
        score.intensities().forEach((label, value) -> values.put("intensity/" + label, (double) value));
        Affect affect = score.affect();
        if (affect != null) {
            values.put("affect/arousal", (double) affect.arousal());
            values.put("affect/dominance", (double) affect.dominance());
            values.put("affect/valence", (double) affect.valence());
        }
        return values;
    }
}
