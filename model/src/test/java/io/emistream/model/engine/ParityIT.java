package io.emistream.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.emistream.model.Waveform;
import io.emistream.model.network.Precision;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares every stage of the network with PyTorch and Transformers; see {@code reference/make_reference.py}. */
class ParityIT {
    /** Of the largest difference, relative to references above 1. */
    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "full-path",
                "wide",
                "odd-kernel",
                "base-style",
                "post-norm",
                "one-lstm-layer",
                "affect-only",
                "g",
                "g-r",
                "r-l",
                "g-r-l",
                "r-l-v",
                "linear-baseline"
            })
    void givesTheReferencesValuesAtEveryStageAloneAndInABatch(String name) throws IOException {
        var gate = NativeGate.process();
        try (Reference reference = Reference.open(name);
                Network network = Network.load(
                        gate, reference.architecture(), reference.weights(), Device.cpu(), Precision.FP32)) {
            for (int length : Reference.LENGTHS) {
                compare(reference, network, List.of(length));
            }
            compare(reference, network, Reference.LENGTHS);
        }
    }

    private static void compare(Reference reference, Network network, List<Integer> lengths) throws IOException {
        try (NDManager step = network.scope()) {
            NDList stages = network.run(
                    "stages",
                    padded(lengths, step),
                    step.create(lengths.stream().mapToLong(Integer::longValue).toArray()));
            List<String> names = reference.stages();
            assertThat(stages).hasSameSizeAs(names);
            for (int stage = 0; stage < names.size(); stage++) {
                for (int row = 0; row < lengths.size(); row++) {
                    float[] actual = stages.get(stage).get(row).toFloatArray();
                    float[] expected = reference.expected(lengths.get(row), names.get(stage));
                    assertThat(distance(actual, expected))
                            .as("%s of %s samples among %s", names.get(stage), lengths.get(row), lengths)
                            .isLessThan(TOLERANCE);
                }
            }
        }
    }

    /** Over the real frames; a batch has padded ones after them. */
    private static double distance(float[] actual, float[] expected) {
        assertThat(actual.length).isGreaterThanOrEqualTo(expected.length);
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            // a comparison with NaN would pass unseen
            assertThat(actual[i]).isFinite();
            largest = Math.max(largest, Math.abs(actual[i] - expected[i]) / Math.max(1, Math.abs(expected[i])));
        }
        return largest;
    }

    private static NDArray padded(List<Integer> lengths, NDManager step) throws IOException {
        int longest = lengths.stream().mapToInt(Integer::intValue).max().orElseThrow();
        var values = FloatBuffer.allocate(lengths.size() * longest);
        for (int length : lengths) {
            Preparation.normalise(new Waveform(Reference.clip(length)), longest, values);
        }
        return step.create(values.array(), new Shape(lengths.size(), longest));
    }
}
