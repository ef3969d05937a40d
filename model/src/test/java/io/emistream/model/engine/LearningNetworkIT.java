package io.emistream.model.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.emistream.model.Waveform;
import io.emistream.model.network.Architecture;
import io.emistream.model.network.Parameters;
import io.emistream.model.network.Precision;
import io.emistream.model.network.Regularisation;
import io.emistream.model.weights.SeededWeights;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LearningNetworkIT {
    private static final Architecture TINY = new Architecture(
            Architecture.SpeechEncoder.wav2vec2(8, Architecture.SpeechEncoder.Norm.LAYER),
            new Architecture.Transformer(16, 2, 2, 32, true, 8, 4, 1e-5),
            new Architecture.Fusion(true, true, 2, true, 3));
    private static final StepRules STEP = new StepRules(1e-3, 0.9, 0.999, 1e-8, 0.01, 100, 1, 0.9);
    private static final List<Waveform> CLIPS = clips(5);
    private static final SquaresOfAll LOSS = new SquaresOfAll(true);

    @Test
    void gradientsAreThoseOfFiniteDifferences() throws IOException {
        Map<String, float[]> gradients;
        try (var network = open(rules(Regularisation.NONE, 10_000_000), start())) {
            network.learn(CLIPS, none(), 1, LOSS);
            gradients = network.gradients();
        }

        for (String name : List.of(
                "wav2vec2.feature_extractor.conv_layers.0.conv.weight",
                "wav2vec2.encoder.pos_conv_embed.conv.weight_g",
                "wav2vec2.encoder.layers.1.attention.q_proj.weight",
                "classifier.dense.weight",
                "lstm_audio.weight_hh_l1",
                "fusion_model.2.bias")) {
            float[] gradient = requireNonNull(gradients.get(name), name);
            int largest = largest(gradient);
            assertThat((double) gradient[largest])
                    .as(name)
                    .isCloseTo(
                            (loss(name, largest, 1e-2f) - loss(name, largest, -1e-2f)) / 2e-2,
                            within(0.02 * Math.abs(gradient[largest]) + 1e-3));
        }
    }

    @Test
    void aBatchInPartsHasTheSameGradientsAsInOne() throws IOException {
        for (var loss : List.of(LOSS, new SquaresOfAll(false))) {
            Map<String, float[]> whole;
            Map<String, float[]> parts;
            try (var network = open(rules(Regularisation.NONE, 10_000_000), start())) {
                network.learn(CLIPS, none(), 1, loss);
                whole = network.gradients();
            }
            try (var network = open(rules(Regularisation.NONE, 1), start())) {
                network.learn(CLIPS, none(), 1, loss);
                parts = network.gradients();
            }

            whole.forEach(
                    (name, gradient) -> assertThat(parts.get(name)).as(name).containsExactly(gradient, within(1e-4f)));
        }
    }

    @Test
    void goesOnFromAStateAsIfNothingHadHappened() throws IOException {
        var rules = rules(new Regularisation(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1), 20_000);
        Map<String, float[]> straight;
        Map<String, float[]> saved;
        try (var network = open(rules, start())) {
            steps(network, 0, 2);
            saved = copy(network.state());
            steps(network, 2, 4);
            straight = copy(network.state());
        }

        Map<String, float[]> resumed;
        try (var network = open(rules, source(saved))) {
            steps(network, 2, 4);
            resumed = copy(network.state());
        }

        assertThat(resumed).containsOnlyKeys(straight.keySet());
        straight.forEach(
                (name, values) -> assertThat(resumed.get(name)).as(name).containsExactly(values));
    }

    @Test
    void frozenWeightsStayAndOthersMove() throws IOException {
        var rules = new LearningRules(
                DeviceChoice.cpu(),
                Precision.FP32,
                Regularisation.NONE,
                name -> name.startsWith("wav2vec2") ? 0 : 1,
                100_000,
                0,
                true);
        try (var network = open(rules, start())) {
            Map<String, float[]> before = copy(network.weights(false));

            steps(network, 0, 2);

            Map<String, float[]> after = copy(network.weights(false));
            before.forEach((name, values) -> {
                if (name.startsWith("wav2vec2")) assertThat(after.get(name)).containsExactly(values);
                else assertThat(Arrays.equals(after.get(name), values)).as(name).isFalse();
            });
            assertThat(network.predict(CLIPS, true).finite()).isTrue();
        }
    }

    @Test
    void bfloat16LearnsTooWithWeightsIn32Bits() throws IOException {
        var rules =
                new LearningRules(DeviceChoice.cpu(), Precision.BF16, Regularisation.NONE, name -> 1, 100_000, 0, true);
        try (var network = open(rules, start())) {
            double first = LOSS.value(network.predict(CLIPS, false));

            steps(network, 0, 20);

            assertThat(LOSS.value(network.predict(CLIPS, false))).isLessThan(first);
        }
    }

    private static void steps(LearningNetwork network, int from, int to) {
        for (int step = from; step < to; step++) {
            network.learn(CLIPS, none(), step, LOSS);
            assertThat(network.step(STEP, step + 1)).isPositive().isFinite();
        }
    }

    private static double loss(String name, int index, float by) throws IOException {
        Map<String, float[]> weights = copy(start());
        requireNonNull(weights.get("w." + name), name)[index] += by;
        try (var network = open(rules(Regularisation.NONE, 10_000_000), source(weights))) {
            return LOSS.value(network.predict(CLIPS, false));
        }
    }

    private static LearningNetwork open(LearningRules rules, WeightSource start) throws IOException {
        return LearningNetwork.open(TINY, start, rules);
    }

    private static LearningRules rules(Regularisation regularisation, long mostSamples) {
        return new LearningRules(DeviceChoice.cpu(), Precision.FP32, regularisation, name -> 1, mostSamples, 0, true);
    }

    private static WeightSource start() throws IOException {
        var weights = new LinkedHashMap<String, float[]>();
        copy(new SeededWeights(Parameters.of(TINY), 7)).forEach((name, values) -> weights.put("w." + name, values));
        return source(weights);
    }

    private static WeightSource source(Map<String, float[]> values) {
        var shapes = new LinkedHashMap<String, List<Integer>>();
        var all = Parameters.of(TINY);
        values.keySet().forEach(name -> shapes.put(name, all.get(name.substring(2))));
        return new WeightSource() {
            @Override
            public Map<String, List<Integer>> shapes() {
                return shapes;
            }

            @Override
            public float[] read(String name) {
                return requireNonNull(values.get(name), name);
            }
        };
    }

    private static Map<String, float[]> copy(WeightSource source) throws IOException {
        var copy = new LinkedHashMap<String, float[]>();
        for (String name : source.shapes().keySet()) copy.put(name, source.read(name));
        return copy;
    }

    private static List<boolean[]> none() {
        return CLIPS.stream()
                .map(clip -> new boolean[TINY.frames(clip.samples().length)])
                .toList();
    }

    private static List<Waveform> clips(int count) {
        var random = new SplittableRandom(3);
        var clips = new ArrayList<Waveform>();
        for (int i = 0; i < count; i++) {
            var samples = new float[3_000 + 2_000 * i];
            for (int s = 0; s < samples.length; s++) samples[s] = (float) (0.1 * random.nextDouble(-1, 1));
            clips.add(new Waveform(samples));
        }
        return clips;
    }

    private static int largest(float[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) if (Math.abs(values[i]) > Math.abs(values[largest])) largest = i;
        return largest;
    }

    /** Sum over all outputs of (output − 1)²; pretends not to be separable where it is told to. */
    private record SquaresOfAll(boolean separable) implements BatchLoss {
        @Override
        public Outputs gradient(Outputs outputs) {
            return new Outputs(slopes(outputs.intensities()), slopes(outputs.affect()));
        }

        double value(Outputs outputs) {
            double sum = 0;
            for (float[][] part : List.of(outputs.intensities(), outputs.affect()))
                for (float[] row : part) for (float value : row) sum += (value - 1) * (value - 1);
            return sum;
        }

        private static float[][] slopes(float[][] values) {
            var slopes = new float[values.length][];
            for (int i = 0; i < values.length; i++) {
                slopes[i] = new float[values[i].length];
                for (int j = 0; j < values[i].length; j++) slopes[i][j] = 2 * (values[i][j] - 1);
            }
            return slopes;
        }
    }
}
