package io.emistream.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against numbers that bench/scipy_reference.py wrote. */
class ScipyAgreementTest {
    private static final double CLOSE = 1e-9;

    private final JsonNode reference = read();

    @Test
    void metricsAreThoseOfScipyAndNumpy() {
        for (JsonNode one : reference.get("series")) {
            for (Metric metric : Metric.values())
                assertThat(metric.of(numbers(one.get("x")), numbers(one.get("y"))))
                        .as("%s of %d rows", metric, one.get("x").size())
                        .isCloseTo(one.get(metric.key()).asDouble(), within(CLOSE));
        }
    }

    @Test
    void calibrationIsThatOfScipyAndNumpy() {
        for (JsonNode one : reference.get("series")) {
            var calibration = Calibration.of(numbers(one.get("x")), numbers(one.get("y")));

            assertThat(calibration.slope()).isCloseTo(one.get("slope").asDouble(), within(CLOSE));
            assertThat(calibration.intercept()).isCloseTo(one.get("intercept").asDouble(), within(CLOSE));
            assertThat(calibration.error()).isCloseTo(one.get("expectedError").asDouble(), within(CLOSE));
        }
    }

    @Test
    void quantilesAreThoseOfNumpy() {
        for (JsonNode one : reference.get("series")) {
            double[] sorted = Arrays.stream(numbers(one.get("x"))).sorted().toArray();
            one.get("quantiles").properties().forEach(quantile -> assertThat(
                            Quantile.of(sorted, Double.parseDouble(quantile.getKey())))
                    .as("quantile %s", quantile.getKey())
                    .isCloseTo(quantile.getValue().asDouble(), within(CLOSE)));
        }
    }

    @Test
    void aDrawOfSpeakersHasAllTheirRows() {
        JsonNode made = reference.get("clusters");
        double[] x = numbers(made.get("x"));
        double[] y = numbers(made.get("y"));
        List<int[]> rows = clusters(made).rows();

        for (JsonNode draw : made.get("draws")) {
            int[] drawn = IntStream.of(integers(draw.get("clusters")))
                    .flatMap(cluster -> Arrays.stream(rows.get(cluster)))
                    .toArray();
            assertThat(Metric.PEARSON.of(at(x, drawn), at(y, drawn)))
                    .isCloseTo(draw.get("pearson").asDouble(), within(CLOSE));
        }
    }

    @Test
    void thePermutationTestOverAllExchangesIsThatOfNumpy() {
        JsonNode made = reference.get("clusters");
        double[] x = standardised(numbers(made.get("x")));
        double[] other = standardised(numbers(made.get("other")));
        double[] y = numbers(made.get("y"));

        var results = Permutation.STANDARD.test(clusters(made), y.length, exchanged -> new double[] {
            Metric.PEARSON.of(mixed(x, other, exchanged), y) - Metric.PEARSON.of(mixed(other, x, exchanged), y)
        });

        assertThat(results).singleElement().satisfies(result -> assertThat(result.p())
                .isCloseTo(made.get("permutation").asDouble(), within(CLOSE)));
    }

    private static Clusters clusters(JsonNode made) {
        var names = new ArrayList<String>();
        made.get("names").forEach(name -> names.add(name.asText()));
        return Clusters.of(names, IntStream.range(0, names.size()).toArray());
    }

    private static double[] standardised(double[] values) {
        var own = Agreement.of(values, values);
        return Arrays.stream(values)
                .map(value -> (value - own.meanX()) / Math.sqrt(own.varianceX()))
                .toArray();
    }

    private static double[] mixed(double[] some, double[] others, boolean[] exchanged) {
        return IntStream.range(0, some.length)
                .mapToDouble(i -> exchanged[i] ? others[i] : some[i])
                .toArray();
    }

    private static double[] at(double[] values, int[] rows) {
        return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
    }

    private static double[] numbers(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToDouble(i -> array.get(i).asDouble())
                .toArray();
    }

    private static int[] integers(JsonNode array) {
        return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
    }

    private static JsonNode read() {
        try (var json = ScipyAgreementTest.class.getResourceAsStream("scipy.json")) {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
