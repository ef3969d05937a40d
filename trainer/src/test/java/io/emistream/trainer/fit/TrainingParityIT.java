package io.emistream.trainer.fit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.model.Waveform;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.model.engine.LearningNetwork;
import io.emistream.model.engine.LearningRules;
import io.emistream.model.engine.StepRules;
import io.emistream.model.network.Architecture;
import io.emistream.model.network.Parameters;
import io.emistream.model.network.Precision;
import io.emistream.model.network.Regularisation;
import io.emistream.model.weights.Safetensors;
import io.emistream.model.weights.WeightSource;
import io.emistream.trainer.recipe.Recipe;
import io.emistream.trainer.recipe.Recipes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten optimiser steps beside PyTorch's; see {@code reference/make_training_reference.py}. */
class TrainingParityIT {
    /**
     * A gradient below this share of the largest is mostly rounding noise, in PyTorch as here, and AdamW makes steps of full length of it: such
     * weights go their own way. Attention does not feel a bias of its keys, for one, nor ρ one of the outputs.
     */
    private static final double NOISE = 1e-4;

    private static final int STEPS = 10;
    private static final int WARM_UP = 3;
    private static final long WHOLE = 10_000_000;
    private static final long ONE_BY_ONE = 1;

    @ParameterizedTest
    @CsvSource({
        "mse, true",
        "mse, false",
        "mse-affect, true",
        "ccc, true",
        "ccc, false",
        "pearson, true",
        "mse-ccc, false",
        "linear, true",
        "r-l, true",
        "base-style, true",
        "clipped, true",
        "layer-decay, true"
    })
    void gradientsLossesAndWeightsAreThoseOfPyTorch(String name, boolean whole) throws Exception {
        var file = Path.of(requireNonNull(TrainingParityIT.class.getResource("/reference/" + name + ".safetensors"))
                .toURI());
        try (Safetensors reference = Safetensors.open(file)) {
            JsonNode rules = json(reference, "rules");
            var architecture = new ObjectMapper().treeToValue(json(reference, "architecture"), Architecture.class);
            Recipe recipe = recipe(rules);
            List<Example> batch = batch(reference, architecture);
            var pace = new Pace(
                    recipe.freeze(),
                    architecture.transformer().layers(),
                    recipe.optimiser().layerDecay());
            var learning = new LearningRules(
                    DeviceChoice.cpu(),
                    Precision.FP32,
                    Regularisation.NONE,
                    pace,
                    whole ? WHOLE : ONE_BY_ONE,
                    0,
                    recipe.optimiser().averaging() > 0);
            try (var network = LearningNetwork.open(architecture, start(reference, architecture), learning)) {
                steps(network, recipe, batch, architecture, reference);
                compare(reference, "after/", network.weights(false));
                if (recipe.optimiser().averaging() > 0) compare(reference, "average/", network.weights(true));
            }
        }
    }

    private static void steps(
            LearningNetwork network,
            Recipe recipe,
            List<Example> batch,
            Architecture architecture,
            Safetensors reference)
            throws IOException {
        float[] losses = reference.read("losses");
        float[] norms = reference.read("norms");
        var schedule = new Schedule(recipe.optimiser(), WARM_UP, STEPS);
        var waveforms = new ArrayList<Waveform>();
        for (Example example : batch) waveforms.add(example.audio().read());
        List<boolean[]> masks = waveforms.stream()
                .map(waveform -> new boolean[architecture.frames(waveform.samples().length)])
                .toList();
        for (int step = 0; step < STEPS; step++) {
            var objective =
                    new Objective(recipe.loss(), batch, architecture.fusion().outputs());
            double loss = objective.value(network.learn(waveforms, masks, step, objective));
            assertThat(loss).as("loss of step %d", step).isCloseTo(losses[step], within(1e-4 * losses[step]));
            if (step == 0) compareGradients(reference, network.gradients());
            Recipe.OptimiserRules o = recipe.optimiser();
            double norm = network.step(
                    new StepRules(
                            schedule.rate(step),
                            o.beta1(),
                            o.beta2(),
                            o.epsilon(),
                            o.decay(),
                            o.clipValue(),
                            o.clipNorm(),
                            o.averaging()),
                    step + 1L);
            assertThat(norm).as("norm of step %d", step).isCloseTo(norms[step], within(1e-3 * norms[step]));
        }
    }

    private static void compareGradients(Safetensors reference, Map<String, float[]> gradients) throws IOException {
        for (String key : reference.shapes().keySet()) {
            if (!key.startsWith("g/")) continue;
            float[] expected = reference.read(key);
            float[] found = requireNonNull(gradients.get(key.substring(2)), key);
            // what is zero in theory, as a bias under a loss of correlations, is rounding noise of some 1e-6: sums
            // depend on how threads share them
            float largest = 5e-2f;
            for (float value : expected) largest = Math.max(largest, Math.abs(value));
            assertThat(found).as(key).containsExactly(expected, within(1e-4f * largest));
        }
    }

    private static void compare(Safetensors reference, String prefix, WeightSource weights) throws IOException {
        float largest = 0;
        for (String key : reference.shapes().keySet())
            if (key.startsWith("g/"))
                for (float value : reference.read(key)) largest = Math.max(largest, Math.abs(value));
        int adrift = 0;
        int all = 0;
        for (String key : reference.shapes().keySet()) {
            if (!key.startsWith(prefix)) continue;
            String name = key.substring(prefix.length());
            float[] expected = reference.read(key);
            float[] found = weights.read(name);
            float[] gradient = reference.read("g/" + name);
            for (int i = 0; i < expected.length; i++) {
                boolean noise = Math.abs(gradient[i]) < NOISE * largest;
                assertThat(found[i]).as("%s[%d]", key, i).isCloseTo(expected[i], within(noise ? 1e-2f : 1e-5f));
                all++;
                if (Math.abs(found[i] - expected[i]) > 1e-5f) adrift++;
            }
        }
        assertThat(adrift).as("of %d weights", all).isLessThan(all / 100);
    }

    private static Recipe recipe(JsonNode rules) {
        return Recipes.read(
                "paper",
                Map.of(
                        "optimiser.rate", "1e-3",
                        "loss.kind", rules.get("kind").asText(),
                        "loss.affectWeight", rules.get("affectWeight").asText(),
                        "optimiser.clipValue", rules.get("clipValue").asText(),
                        "optimiser.clipNorm", rules.get("clipNorm").asText(),
                        "optimiser.layerDecay", rules.get("layerDecay").asText(),
                        "optimiser.averaging", rules.get("averaging").asText(),
                        "freeze.convolutions", rules.get("frozen").asText()));
    }

    private static List<Example> batch(Safetensors reference, Architecture architecture) throws IOException {
        List<Integer> lengths = reference.shapes().keySet().stream()
                .filter(key -> key.startsWith("clip/"))
                .map(key -> Integer.valueOf(key.substring(5)))
                .sorted()
                .toList();
        float[] targets = reference.read("targets");
        float[] affect = reference.read("affect");
        var batch = new ArrayList<Example>();
        for (int row = 0; row < lengths.size(); row++) {
            float[] samples = reference.read("clip/" + lengths.get(row));
            batch.add(new Example(
                    "clip-" + row,
                    row(targets, row, architecture.fusion().outputs()),
                    row(affect, row, 3),
                    samples.length,
                    () -> new Waveform(samples)));
        }
        return batch;
    }

    private static double[] row(float[] values, int row, int width) {
        var part = new double[width];
        for (int i = 0; i < width; i++) part[i] = values[row * width + i];
        return part;
    }

    private static WeightSource start(Safetensors reference, Architecture architecture) {
        Map<String, List<Integer>> shapes = Parameters.of(architecture);
        return Prefixed.weights(new WeightSource() {
            @Override
            public Map<String, List<Integer>> shapes() {
                return shapes;
            }

            @Override
            public float[] read(String name) throws IOException {
                return reference.read("w/" + name);
            }
        });
    }

    private static JsonNode json(Safetensors reference, String key) throws IOException {
        return new ObjectMapper().readTree(requireNonNull(reference.metadata().get(key), key));
    }
}
