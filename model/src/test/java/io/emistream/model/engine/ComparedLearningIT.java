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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks with the heads of compared systems, as a trainer uses them. */
class ComparedLearningIT {
    private static final int[] LENGTHS = {4_000, 9_000, 16_000, 7_777, 11_111, 5_000};
    private static final StepRules STEP = new StepRules(3e-3, 0.9, 0.999, 1e-8, 0, 0, 1, 0);

    @ParameterizedTest
    @EnumSource(ComparedArchitectures.class)
    void aBatchSaysOfEachClipWhatItSaysOfItAlone(ComparedArchitectures compared) throws IOException {
        List<Waveform> clips = clips();
        try (var network = open(compared.architecture(), 10_000_000)) {
            Outputs together = network.predict(clips, false);

            for (int i = 0; i < clips.size(); i++) {
                Outputs alone = network.predict(List.of(clips.get(i)), false);
                assertThat(together.intensities()[i])
                        .hasSize(ComparedArchitectures.OUTPUTS)
                        .containsExactly(alone.intensities()[0], within(1e-4f));
            }
            assertThat(together.intensities()[0][0]).isNotCloseTo(together.intensities()[2][0], within(1e-3f));
        }
    }

    @ParameterizedTest
    @EnumSource(ComparedArchitectures.class)
    void everyWeightThatCountsGetsAGradient(ComparedArchitectures compared) throws IOException {
        List<Waveform> clips = clips();
        try (var network = open(compared.architecture(), 10_000_000)) {
            network.learn(clips, none(compared.architecture(), clips), 1, new Pitch(clips));

            network.gradients().forEach((name, gradient) -> {
                if (name.equals(Parameters.MASK_VECTOR) || name.endsWith("k_proj.bias")) return;
                double sum = 0;
                for (float value : gradient) sum += Math.abs(value);
                assertThat(sum).as(name).isGreaterThan(1e-8).isFinite();
            });
        }
    }

    @ParameterizedTest
    @EnumSource(ComparedArchitectures.class)
    void learnsWhichToneIsHigh(ComparedArchitectures compared) throws IOException {
        List<Waveform> clips = clips();
        var loss = new Pitch(clips);
        try (var network = open(compared.architecture(), 10_000_000)) {
            double first = loss.value(network.predict(clips, false));

            for (int step = 0; step < 80; step++) {
                network.learn(clips, none(compared.architecture(), clips), step, loss);
                network.step(STEP, step + 1);
            }

            assertThat(loss.value(network.predict(clips, false))).isLessThan(0.2 * first);
        }
    }

    private static LearningNetwork open(Architecture architecture, long mostSamples) throws IOException {
        var random = new SeededWeights(Parameters.of(architecture), 7);
        var values = new LinkedHashMap<String, List<Integer>>();
        random.shapes().forEach((name, shape) -> values.put("w." + name, shape));
        var start = new WeightSource() {
            @Override
            public Map<String, List<Integer>> shapes() {
                return values;
            }

            @Override
            public float[] read(String name) throws IOException {
                return random.read(requireNonNull(name).substring(2));
            }
        };
        return LearningNetwork.open(
                architecture,
                start,
                new LearningRules(
                        DeviceChoice.cpu(), Precision.FP32, Regularisation.NONE, name -> 1, mostSamples, 0, false));
    }

    private static List<boolean[]> none(Architecture architecture, List<Waveform> clips) {
        return clips.stream()
                .map(clip -> new boolean[architecture.frames(clip.samples().length)])
                .toList();
    }

    /** Tones in a little noise, low ones and high ones in turn. */
    private static List<Waveform> clips() {
        var random = new SplittableRandom(3);
        var clips = new ArrayList<Waveform>();
        for (int i = 0; i < LENGTHS.length; i++) {
            double hertz = i % 2 == 0 ? 300 : 2_400;
            var samples = new float[LENGTHS[i]];
            for (int s = 0; s < samples.length; s++)
                samples[s] = (float)
                        (0.1 * Math.sin(2 * Math.PI * hertz * s / Waveform.RATE) + random.nextDouble(-0.02, 0.02));
            clips.add(new Waveform(samples));
        }
        return clips;
    }

    /** Sum of squares; the first output should be 1 for a high tone, the second for a low one. */
    private record Pitch(List<Waveform> clips) implements BatchLoss {
        @Override
        public boolean separable() {
            return true;
        }

        @Override
        public Outputs gradient(Outputs outputs) {
            Outputs slopes = Outputs.empty(clips.size());
            for (int row = 0; row < clips.size(); row++) {
                slopes.affect()[row] = new float[0];
                // empty where a later part of the batch has not been through
                int outputsOfRow = outputs.intensities()[row].length;
                slopes.intensities()[row] = new float[outputsOfRow];
                for (int i = 0; i < outputsOfRow; i++)
                    slopes.intensities()[row][i] = 2 * (outputs.intensities()[row][i] - target(row, i));
            }
            return slopes;
        }

        double value(Outputs outputs) {
            double sum = 0;
            for (int row = 0; row < clips.size(); row++)
                for (int i = 0; i < ComparedArchitectures.OUTPUTS; i++)
                    sum += Math.pow(outputs.intensities()[row][i] - target(row, i), 2);
            return sum;
        }

        private static float target(int row, int output) {
            return row % 2 == 1 - output ? 1 : 0;
        }
    }
}
