package io.emistream.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MetricTest {
    private static final double[] CONSTANT = {0.3, 0.3, 0.3, 0.3};
    private static final double[] LABELS = {0, 0.2, 0.9, 1};

    @Property(tries = 200, seed = "17")
    void pearsonStaysTheSameUnderAffineMaps(
            @ForAll @IntRange(min = 3, max = 50) int rows,
            @ForAll @DoubleRange(min = 0.01, max = 100) double by,
            @ForAll @DoubleRange(min = -10, max = 10) double plus,
            @ForAll @IntRange(min = 0, max = 1_000_000) int seed) {
        double[] x = numbers(rows, seed);
        double[] y = numbers(rows, seed + 1);
        double[] mapped = Arrays.stream(x).map(value -> by * value + plus).toArray();
        double[] turned = Arrays.stream(x).map(value -> -by * value + plus).toArray();

        double rho = Metric.PEARSON.of(x, y);

        assertThat(Metric.PEARSON.of(mapped, y)).isCloseTo(rho, within(1e-9));
        assertThat(Metric.PEARSON.of(turned, y)).isCloseTo(-rho, within(1e-9));
    }

    @Property(tries = 200, seed = "18")
    void concordanceIsNeverFurtherFromZeroThanPearson(
            @ForAll @IntRange(min = 3, max = 50) int rows, @ForAll @IntRange(min = 0, max = 1_000_000) int seed) {
        double[] x = numbers(rows, seed);
        double[] y = numbers(rows, seed + 1);

        assertThat(Math.abs(Metric.CCC.of(x, y))).isLessThanOrEqualTo(Math.abs(Metric.PEARSON.of(x, y)) + 1e-12);
    }

    @Test
    void pearsonOfConstantPredictionsIsUndefinedAndCountsAsNothing() {
        double rho = Metric.PEARSON.of(CONSTANT, LABELS);

        assertThat(rho).isNaN();
        assertThat(Metric.PEARSON.counted(rho)).isZero();
    }

    @Test
    void aConstantThatHasNoExactBinaryFormIsConstant() {
        double[] labels = numbers(231, 3);
        for (double value : new double[] {0.1, 0.12346}) {
            var constant = new double[labels.length];
            Arrays.fill(constant, value);

            assertThat(Metric.PEARSON.of(constant, labels)).isNaN();
            assertThat(Metric.PEARSON.of(labels, constant)).isNaN();
            assertThat(Metric.CCC.of(constant, constant)).isNaN();
            assertThat(Calibration.of(constant, labels).slope()).isNaN();
        }
    }

    @Test
    void anErrorWithoutRowsIsNotTakenForNone() {
        double error = Metric.MAE.of(new double[] {Double.NaN}, new double[] {1});

        assertThat(Metric.MAE.counted(error)).isNaN();
    }

    @Test
    void rowsThatAreNotLabelledAreLeftOut() {
        double[] x = {0.1, 0.5, 0.9, 0.7};
        double[] y = {0.2, Double.NaN, 0.8, 0.4};

        for (Metric metric : Metric.values())
            assertThat(metric.of(x, y))
                    .as("%s", metric)
                    .isEqualTo(metric.of(new double[] {0.1, 0.9, 0.7}, new double[] {0.2, 0.8, 0.4}));
    }

    @Test
    void concordancePunishesAShiftThatPearsonDoesNotSee() {
        double[] shifted = Arrays.stream(LABELS).map(value -> value + 0.5).toArray();

        assertThat(Metric.PEARSON.of(shifted, LABELS)).isCloseTo(1, within(1e-12));
        assertThat(Metric.CCC.of(shifted, LABELS)).isLessThan(0.7);
    }

    @Test
    void whatIsTakenAtItsWordAndRightIsCalibrated() {
        var calibration = Calibration.of(LABELS, LABELS);

        assertThat(calibration.slope()).isCloseTo(1, within(1e-12));
        assertThat(calibration.intercept()).isCloseTo(0, within(1e-12));
        assertThat(calibration.error()).isZero();
        assertThat(calibration.bins()).extracting(Calibration.Bin::rows).containsExactly(1, 1, 2);
    }

    private static double[] numbers(int rows, long seed) {
        var random = new SplittableRandom(seed);
        return random.doubles(rows).toArray();
    }
}
