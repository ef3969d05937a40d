package io.emistream.dashboard.releases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.emistream.schemas.avro.AffectValues;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoresTest {
    private static final String ACTIVE = "acted/3";
    private static final String OTHER = "acted/4";

    private final Scores scores = new Scores();

    @Test
    void meansDifferenceAndCorrelationAreThoseWorkedOutByHand() {
        pair("s1", joy(ACTIVE, 0.1f), joy(OTHER, 0.2f));
        pair("s2", joy(ACTIVE, 0.2f), joy(OTHER, 0.2f));
        pair("s3", joy(ACTIVE, 0.3f), joy(OTHER, 0.5f));

        var comparison = scores.shadow(ACTIVE, OTHER);

        assertThat(comparison.active().segments()).isEqualTo(3);
        assertThat(comparison.outputs()).singleElement().satisfies(joy -> {
            assertThat(joy.label()).isEqualTo("Joy");
            assertThat(joy.active()).isCloseTo(0.2, within(1e-6));
            assertThat(joy.other()).isCloseTo(0.3, within(1e-6));
            assertThat(joy.difference()).isCloseTo(0.1, within(1e-6));
            assertThat(joy.pearson()).isCloseTo(Math.sqrt(0.75), within(1e-6)); // 0.03 / √(0.02 · 0.06)
        });
    }

    @Test
    void pairsASegmentWhicheverScoreComesFirst() {
        scores.shadowed("s1", joy(OTHER, 0.5f));
        scores.served("s2", joy(ACTIVE, 0.1f));
        scores.served("s1", joy(ACTIVE, 0.3f));
        scores.shadowed("s3", joy(OTHER, 0.9f));

        var comparison = scores.shadow(ACTIVE, OTHER);

        assertThat(comparison.active().segments()).isEqualTo(1);
        assertThat(comparison.outputs().get(0).active()).isCloseTo(0.3, within(1e-6));
        assertThat(comparison.outputs().get(0).other()).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void comparesThoseTwoReleasesAndNoOthers() {
        pair("s1", joy(ACTIVE, 0.1f), joy(OTHER, 0.1f));
        pair("s2", joy(ACTIVE, 0.9f), joy("acted/5", 0.9f));
        pair("s3", joy("acted/2", 0.9f), joy(OTHER, 0.9f));

        assertThat(scores.shadow(ACTIVE, OTHER).active().segments()).isEqualTo(1);
        assertThat(scores.shadow(OTHER, ACTIVE).active().segments()).isZero();
    }

    @Test
    void thereIsNoCorrelationWhereOneOfThemDoesNotVary() {
        for (int i = 0; i < 10; i++) pair("s" + i, joy(ACTIVE, 0.1f), joy(OTHER, 0.1f * i));

        assertThat(scores.shadow(ACTIVE, OTHER).outputs().get(0).pearson()).isNull();
    }

    @Test
    void comparesAffectButNoLabelsWhereTheSetsDiffer() {
        pair("s1", full(ACTIVE, "emi-v1", 0.4f), full(OTHER, "acted-v2", 0.6f));

        var comparison = scores.shadow(ACTIVE, OTHER);

        assertThat(comparison.sameSet()).isFalse();
        assertThat(comparison.active().outputSet()).isEqualTo("emi-v1");
        assertThat(comparison.other().outputSet()).isEqualTo("acted-v2");
        assertThat(comparison.outputs().stream().map(Output::label)).containsExactly("arousal", "dominance", "valence");
    }

    @Test
    void leavesOutWhatOnlyOneOfThemGivesAndWhatIsNoNumber() {
        pair(
                "s1",
                score(ACTIVE, Map.of("Joy", 0.5f, "Awe", 0.5f, "Anger", Float.NaN)),
                score(OTHER, Map.of("Joy", 0.5f, "Boredom", 0.5f, "Anger", 0.5f)));

        var comparison = scores.shadow(ACTIVE, OTHER);

        assertThat(comparison.sameSet()).isTrue();
        assertThat(comparison.outputs().stream().map(Output::label)).containsExactly("Joy");
    }

    @Test
    void looksAtTheNewestPairsOnly() {
        pair("first", joy(ACTIVE, 1f), joy(OTHER, 0f));
        for (int i = 0; i < Scores.WINDOW; i++) pair("s" + i, joy(ACTIVE, 0.5f), joy(OTHER, 0.5f));

        var comparison = scores.shadow(ACTIVE, OTHER);

        assertThat(comparison.active().segments()).isEqualTo(Scores.WINDOW);
        assertThat(comparison.outputs().get(0).difference()).isZero();
    }

    @Test
    void forgetsTheOldestOfThoseThatNeverFindTheirPartner() {
        for (int i = 0; i <= Scores.WAITING; i++) {
            scores.served("served" + i, joy(ACTIVE, 0.5f));
            scores.shadowed("shadow" + i, joy(OTHER, 0.5f));
        }

        scores.shadowed("served0", joy(OTHER, 0.5f));
        scores.served("shadow0", joy(ACTIVE, 0.5f));
        assertThat(scores.shadow(ACTIVE, OTHER).active().segments()).isZero();

        scores.shadowed("served" + Scores.WAITING, joy(OTHER, 0.5f));
        scores.served("shadow" + Scores.WAITING, joy(ACTIVE, 0.5f));
        assertThat(scores.shadow(ACTIVE, OTHER).active().segments()).isEqualTo(2);
    }

    @Test
    void comparesACanaryByTheMeansOfItsOwnSegments() {
        scores.served("s1", joy(ACTIVE, 0.1f));
        scores.served("s2", joy(ACTIVE, 0.3f));
        scores.served("s3", joy(OTHER, 0.6f));

        var comparison = scores.canary(ACTIVE, OTHER);

        assertThat(comparison.active().segments()).isEqualTo(2);
        assertThat(comparison.other().segments()).isEqualTo(1);
        assertThat(comparison.outputs()).singleElement().satisfies(joy -> {
            assertThat(joy.active()).isCloseTo(0.2, within(1e-6));
            assertThat(joy.other()).isCloseTo(0.6, within(1e-6));
            assertThat(joy.difference()).isNull();
            assertThat(joy.pearson()).isNull();
        });
    }

    @Test
    void theTimeOfInferenceIsTheMedian() {
        for (double ms : new double[] {90, 10, 30, 20, 1_000})
            scores.served("s" + ms, new Score(ACTIVE, "emi-v1", Map.of(), null, ms));

        assertThat(scores.canary(ACTIVE, OTHER).active().inferenceMs()).isEqualTo(30);
        assertThat(scores.canary(ACTIVE, OTHER).other().inferenceMs()).isNull();
    }

    private void pair(String segment, Score served, Score shadow) {
        scores.served(segment, served);
        scores.shadowed(segment, shadow);
    }

    private static Score joy(String release, float value) {
        return score(release, Map.of("Joy", value));
    }

    private static Score score(String release, Map<String, Float> intensities) {
        return new Score(release, "emi-v1", intensities, null, 50);
    }

    private static Score full(String release, String set, float value) {
        return new Score(release, set, Map.of("Joy", value), new AffectValues(value, value, value), 50);
    }
}
