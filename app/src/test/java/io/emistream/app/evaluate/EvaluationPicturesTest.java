package io.emistream.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.trainer.evaluate.Predictions;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationPicturesTest {
    @Test
    void aClipWithoutLabelsIsNoClipOfNone() {
        var said = new Predictions(
                List.of("Joy", "Fear"),
                new double[][] {{0.9, 0.9, 0}, {0.1, 0.1, 0}},
                new double[][] {{0, Double.NaN, 0}, {0.5, Double.NaN, 0}},
                List.of("a", "a", "b"),
                0);

        assertThat(EvaluationPictures.counts(said)).isDeepEqualTo(new double[][] {{0, 1, 0}, {0, 0, 0}, {0, 0, 1}});
    }
}
