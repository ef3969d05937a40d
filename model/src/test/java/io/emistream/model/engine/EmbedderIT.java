package io.emistream.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.model.Waveform;
import io.emistream.model.network.Architecture;
import io.emistream.model.network.Precision;
import io.emistream.model.release.BundledRelease;
import io.emistream.model.weights.Safetensors;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features against PyTorch and Transformers; see {@code reference/make_reference.py}. */
class EmbedderIT {
    private static final List<Integer> LENGTHS = List.of(400, 5333, 12000);

    @ParameterizedTest
    @ValueSource(strings = {"full-path", "wide", "base-style", "post-norm", "g", "g-r-l"})
    void givesTheReferencesHiddenStatesAffectAndGlobalVector(String name) throws Exception {
        try (Safetensors reference = open(name);
                Embedder embedder = embedder(reference)) {
            for (int length : LENGTHS) {
                Features features = embedder.of(new Waveform(reference.read(length + "/clip")));

                assertThat(features.hidden()).hasSize(features.frames() * embedder.hidden());
                assertThat(features.affect()).hasSize(features.frames() * embedder.affect());
                assertThat(features.global()).hasSize(embedder.hidden() + embedder.affect());
                assertNear(features.hidden(), reference.read(length + "/hidden"));
                assertNear(features.global(), reference.read(length + "/global"));
                if (embedder.affect() > 0) assertNear(features.affect(), reference.read(length + "/curve"));
            }
        }
    }

    @Test
    void theGlobalVectorIsTheMeanOverFramesOfTheBundledRelease() throws Exception {
        try (Embedder embedder = Engines.embedder(BundledRelease.open(BundledRelease.DEFAULT), EngineRules.STANDARD)) {
            Features features = embedder.of(BundledReleaseIT.noise(16_000));

            assertThat(features.frames()).isEqualTo(49);
            double sum = 0;
            for (int frame = 0; frame < 49; frame++) sum += features.hidden()[frame * embedder.hidden() + 7];
            assertThat(features.global()[7]).isCloseTo((float) (sum / 49), within(1e-5f));
        }
    }

    @Test
    void refusesWhatYieldsNoFrame() throws Exception {
        try (Embedder embedder = Engines.embedder(BundledRelease.open(BundledRelease.DEFAULT), EngineRules.STANDARD)) {
            assertThatThrownBy(() -> embedder.of(BundledReleaseIT.noise(399)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("399 samples");
        }
    }

    private static void assertNear(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++)
            assertThat(Math.abs(actual[i] - expected[i]) / Math.max(1, Math.abs(expected[i])))
                    .isLessThan(1e-4f);
    }

    private static Safetensors open(String name) throws Exception {
        return Safetensors.open(
                Path.of(Objects.requireNonNull(EmbedderIT.class.getResource("/reference/" + name + ".safetensors"))
                        .toURI()));
    }

    private static Embedder embedder(Safetensors reference) throws IOException {
        var architecture = new ObjectMapper().readValue(reference.metadata().get("architecture"), Architecture.class);
        return new Embedder(
                architecture,
                Network.load(NativeGate.process(), architecture, weights(reference), Device.cpu(), Precision.FP32));
    }

    private static WeightSource weights(Safetensors reference) {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        reference.shapes().forEach((name, shape) -> {
            if (name.startsWith("w/")) shapes.put(name.substring(2), shape);
        });
        return new WeightSource() {
            @Override
            public Map<String, List<Integer>> shapes() {
                return shapes;
            }

            @Override
            public float[] read(String name) throws IOException {
                return reference.read("w/" + name);
            }
        };
    }
}
