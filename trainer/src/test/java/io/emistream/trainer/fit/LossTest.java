package io.emistream.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.emistream.trainer.recipe.Recipe.LossKind;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossTest {
    @ParameterizedTest
    @EnumSource(LossKind.class)
    void gradientIsThatOfFiniteDifferences(LossKind kind) {
        var random = new SplittableRandom(5);
        float[][] predictions = predictions(random, 7, 3);
        double[][] targets = targets(random, 7, 3);
        targets[2][1] = Double.NaN;
        var loss = new Loss(kind, targets, 3);

        float[][] gradient = loss.gradient(predictions);

        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 3; j++) {
                float there = predictions[i][j];
                predictions[i][j] = there + 1e-3f;
                double above = loss.value(predictions);
                predictions[i][j] = there - 1e-3f;
                double below = loss.value(predictions);
                predictions[i][j] = there;
                assertThat((double) gradient[i][j]).isCloseTo((above - below) / 2e-3, within(1e-3));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(LossKind.class)
    void staysFiniteForConstantPredictionsAndTargets(LossKind kind) {
        var loss = new Loss(kind, new double[][] {{0.5}, {0.5}, {0.5}}, 1);
        float[][] constant = {{0.5f}, {0.5f}, {0.5f}};

        assertThat(loss.value(constant)).isFinite();
        for (float[] row : loss.gradient(constant))
            assertThat(Float.isFinite(row[0])).isTrue();
    }

    @ParameterizedTest
    @EnumSource(LossKind.class)
    void isZeroWhereNothingIsLabelled(LossKind kind) {
        var loss = new Loss(kind, new double[][] {{Double.NaN}, {Double.NaN}}, 1);

        assertThat(loss.value(new float[][] {{1}, {2}})).isZero();
        assertThat(loss.gradient(new float[][] {{1}, {2}})).isDeepEqualTo(new float[][] {{0}, {0}});
    }

    @Test
    void aPerfectPredictionCostsNothing() {
        var targets = new double[][] {{0}, {0.5}, {1}};
        float[][] same = {{0}, {0.5f}, {1}};

        for (LossKind kind : LossKind.values())
            assertThat(new Loss(kind, targets, 1).value(same)).as("%s", kind).isCloseTo(0, within(1e-6));
    }

    private static float[][] predictions(SplittableRandom random, int rows, int outputs) {
        var values = new float[rows][outputs];
        for (float[] row : values) for (int j = 0; j < outputs; j++) row[j] = (float) random.nextDouble();
        return values;
    }

    private static double[][] targets(SplittableRandom random, int rows, int outputs) {
        var values = new double[rows][outputs];
        for (double[] row : values) for (int j = 0; j < outputs; j++) row[j] = random.nextDouble();
        return values;
    }
}
