package io.emistream.model.release;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a release must say of a known input; stored beside its weights as {@code answers.json} (docs/decisions/0005).
 *
 * @param input name of a {@link KnownInput}
 * @param words what the input is, for people
 * @param source who gave the values
 * @param tolerance largest absolute difference that passes
 * @param values by output: {@code affect/arousal} and its like, {@code intensity/LABEL}
 */
public record KnownAnswer(String input, String words, String source, double tolerance, Map<String, Double> values) {
    public KnownAnswer {
        // in order, so that the same answers make the same file
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
}
