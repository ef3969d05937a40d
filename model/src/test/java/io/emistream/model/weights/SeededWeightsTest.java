package io.emistream.model.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeededWeightsTest {

    @Test
    void drawsTheSameWeightsForTheSameSeedAndOthersForAnother() {
        Map<String, List<Integer>> shapes = Map.of("a.weight", List.of(2, 2), "b.weight", List.of(2, 2));

        float[] drawn = new SeededWeights(shapes, 1).read("a.weight");

        // the exact values: they must not depend on the machine
        assertThat(drawn).isEqualTo(new SeededWeights(shapes, 1).read("a.weight"));
        assertThat(drawn).isNotEqualTo(new SeededWeights(shapes, 2).read("a.weight"));
        assertThat(drawn).isNotEqualTo(new SeededWeights(shapes, 1).read("b.weight"));
    }

    @Test
    void foldsWeightNormOverAllButTheLastDimension() {
        float[] folded = WeightNorm.fold(new float[] {3, 1, 4, 0}, new float[] {10, 2}, List.of(2, 1, 2));

        assertThat(folded).containsExactly(6, 2, 8, 0);
    }
}
