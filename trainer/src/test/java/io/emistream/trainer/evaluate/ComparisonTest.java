package io.emistream.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.emistream.trainer.statistics.Bootstrap;
import io.emistream.trainer.statistics.Metric;
import io.emistream.trainer.statistics.Permutation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final List<String> LABELS = List.of("Anger", "Joy");
    private static final int SPEAKERS = 10;
    private static final int CLIPS = 12;
    private static final Bootstrap FEW = new Bootstrap(400, 5);

    @Test
    void whatIsBetterForEachSpeakerIsSignificantlySo() {
        var comparison = compare(said(1, 0.2, 1), said(2, 2, 1));

        assertThat(comparison.mean().gain()).isPositive();
        assertThat(comparison.mean().interval().low()).isPositive();
        assertThat(comparison.mean().test().p()).isLessThan(0.01);
    }

    @Test
    void aReleaseBesideItselfIsNoBetter() {
        var said = said(1, 0.5, 1);

        var comparison = compare(said, said);

        assertThat(comparison.mean().gain()).isZero();
        assertThat(comparison.mean().interval().contains(0)).isTrue();
        assertThat(comparison.mean().test().p()).isEqualTo(1);
    }

    @Test
    void anotherScaleIsNoOtherModel() {
        var comparison = compare(said(1, 0.5, 1), said(1, 0.5, 0.01));

        assertThat(comparison.mean().gain()).isCloseTo(0, within(1e-9));
        assertThat(comparison.mean().test().p()).isEqualTo(1);
    }

    @Test
    void nothingInCommonIsNoDifferenceOfZero() {
        var ours = said(1, 0.5, 1);
        var theirs = said(2, 0.5, 1);
        for (int label = 0; label < LABELS.size(); label++) {
            Arrays.fill(ours.predicted()[label], 0, 60, Double.NaN);
            Arrays.fill(theirs.predicted()[label], 60, 120, Double.NaN);
        }

        var comparison = compare(ours, theirs);

        assertThat(comparison.clips()).isZero();
        for (var difference : comparison.differences()) {
            assertThat(difference.compared()).isFalse();
            assertThat(List.of(
                            difference.ours(),
                            difference.theirs(),
                            difference.test().p()))
                    .allMatch(value -> value.isNaN());
            assertThat(difference.interval().known()).isFalse();
        }
    }

    @Test
    void whatOneSideDoesNotSayOfALabelIsLeftOutOnBothSides() {
        var ours = said(1, 0.5, 1);
        var theirs = said(1, 0.5, 1);
        Arrays.fill(theirs.predicted()[0], 0, 60, Double.NaN);

        var comparison = compare(ours, theirs);

        assertThat(comparison.differences()).allMatch(difference -> difference.gain() == 0);
        assertThat(comparison.clips()).isEqualTo(SPEAKERS * CLIPS);
    }

    @Test
    void anUndefinedCorrelationCountsAsNothingAndIsToldFromNothing() {
        var theirs = said(2, 0.5, 1);
        Arrays.fill(theirs.predicted()[1], 0.1);

        var joy = compare(said(1, 0.5, 1), theirs).differences().get(1);

        assertThat(joy.theirs()).isNaN();
        assertThat(joy.compared()).isTrue();
        assertThat(joy.gain()).isEqualTo(joy.ours());
    }

    @Test
    void aLabelWithoutAnyValueIsLeftOutOfTheMean() {
        var said = said(1, 0.1, 1);
        Arrays.fill(said.targets()[1], Double.NaN);

        var card = Scorecard.of(said, said.all(), FEW, 0.95);

        assertThat(card.notCompared()).containsExactly("Joy");
        assertThat(card.undefined()).isEmpty();
        assertThat(card.mean().value(Metric.PEARSON))
                .isEqualTo(card.labels().get(0).value(Metric.PEARSON));
        assertThat(card.mean().interval(Metric.PEARSON))
                .isEqualTo(card.labels().get(0).interval(Metric.PEARSON));
    }

    @Test
    void clipsWithoutLabelsAreNeitherCountedNorDrawn() {
        var said = said(1, 0.5, 1);
        for (double[] label : said.targets()) Arrays.fill(label, CLIPS, SPEAKERS * CLIPS, Double.NaN);

        var card = Scorecard.of(said, said.all(), FEW, 0.95);

        assertThat(card.clips()).isEqualTo(CLIPS);
        assertThat(card.speakers()).isEqualTo(1);
        assertThat(card.mean().interval(Metric.PEARSON).known()).isFalse();
    }

    @Test
    void theScorecardSaysWhichCorrelationsAreUndefinedAndCountsThemAsNothing() {
        var said = said(1, 0.1, 1);
        Arrays.fill(said.predicted()[1], 0.5);

        var card = Scorecard.of(said, said.all(), FEW, 0.95);

        assertThat(card.undefined()).containsExactly("Joy");
        assertThat(card.mean().value(Metric.PEARSON))
                .isCloseTo(card.labels().get(0).value(Metric.PEARSON) / 2, within(1e-12));
        assertThat(card.labels().get(1).value(Metric.CCC)).isZero();
    }

    @Test
    void intervalsHoldTheValueTheyAreOf() {
        for (int seed = 100; seed < 120; seed++) {
            var said = said(seed, 0.5, 1);
            var card = Scorecard.of(said, said.all(), FEW, 0.95);
            for (var row : card.labels())
                for (Metric metric : Metric.values())
                    assertThat(row.interval(metric).contains(row.value(metric)))
                            .as("%s of %s, seed %d", metric, row.name(), seed)
                            .isTrue();
        }
    }

    private static Comparison compare(Predictions ours, Predictions theirs) {
        return Comparison.of(ours, theirs, FEW, Permutation.STANDARD, 0.95);
    }

    /** The same targets each time; predictions with so much noise of that seed. */
    private static Predictions said(long seed, double noise, double scale) {
        int clips = SPEAKERS * CLIPS;
        var truth = new SplittableRandom(7);
        var random = new SplittableRandom(seed);
        var targets = new double[LABELS.size()][clips];
        var predicted = new double[LABELS.size()][clips];
        var speakers = new ArrayList<String>();
        for (int clip = 0; clip < clips; clip++) {
            speakers.add("speaker " + clip / CLIPS);
            for (int label = 0; label < LABELS.size(); label++) {
                targets[label][clip] = truth.nextDouble();
                predicted[label][clip] = scale * (targets[label][clip] + noise * random.nextDouble(-1, 1));
            }
        }
        return new Predictions(LABELS, predicted, targets, speakers, 0);
    }
}
