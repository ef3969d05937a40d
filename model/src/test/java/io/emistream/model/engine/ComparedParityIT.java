package io.emistream.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.emistream.model.network.Parameters;
import io.emistream.model.network.Precision;
import io.emistream.model.weights.SeededWeights;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Compares heads of compared systems with the same computed here, one number after the other and in double precision. */
class ComparedParityIT {
    private static final int WIDTH = ComparedArchitectures.HIDDEN;
    private static final int[] REAL = {40, 17};

    @Test
    void statisticsAreThoseOfRealFrames() throws IOException {
        double[][][] frames = frames();

        float[] said = run(ComparedArchitectures.SAVCHENKO, "gather", frames);

        for (int row = 0; row < REAL.length; row++)
            for (int feature = 0; feature < WIDTH; feature++) {
                double sum = 0;
                double squares = 0;
                double least = Double.MAX_VALUE;
                double most = -Double.MAX_VALUE;
                for (int t = 0; t < REAL[row]; t++) {
                    double value = frames[row][t][feature];
                    sum += value;
                    squares += value * value;
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
                double mean = sum / REAL[row];
                double[] expected = {mean, Math.sqrt(squares / REAL[row] - mean * mean), least, most};
                for (int part = 0; part < 4; part++)
                    assertThat((double) said[(row * 4 + part) * WIDTH + feature])
                            .isCloseTo(expected[part], within(1e-5));
            }
    }

    @Test
    void convolutionsSeeThePastOnlyEachTwiceAsFarBack() throws IOException {
        double[][][] frames = frames();
        var weights = new SeededWeights(Parameters.of(ComparedArchitectures.CONVOLUTIONS.architecture()), 7);

        float[] said = run(ComparedArchitectures.CONVOLUTIONS, "gather", frames);

        for (int row = 0; row < REAL.length; row++) {
            double[][] h = frames[row];
            for (int i = 0; i < 2; i++)
                h = convolved(h, weights.read("temporal_model.convolutions." + i + ".conv.weight"), 1 << i);
            for (int feature = 0; feature < WIDTH; feature++) {
                double sum = 0;
                for (int t = 0; t < REAL[row]; t++) sum += h[t][feature];
                assertThat((double) said[row * WIDTH + feature]).isCloseTo(sum / REAL[row], within(1e-5));
            }
        }
    }

    @Test
    void everyWindowHasOneVote() throws IOException {
        double[][][] frames = frames();
        var weights = new SeededWeights(Parameters.of(ComparedArchitectures.ZHANG.architecture()), 7);
        float[] head = weights.read("fusion_model.0.weight");
        int window =
                ComparedArchitectures.ZHANG.architecture().fusion().compared().votingFrames();

        float[] said = run(ComparedArchitectures.ZHANG, "intensities", frames);

        for (int row = 0; row < REAL.length; row++)
            for (int output = 0; output < ComparedArchitectures.OUTPUTS; output++) {
                double votes = 0;
                int windows = 0;
                for (int from = 0; from < REAL[row]; from += window, windows++) {
                    int to = Math.min(REAL[row], from + window);
                    for (int t = from; t < to; t++)
                        for (int feature = 0; feature < WIDTH; feature++)
                            votes += head[output * WIDTH + feature] * frames[row][t][feature] / (to - from);
                }
                assertThat((double) said[row * ComparedArchitectures.OUTPUTS + output])
                        .isCloseTo(votes / windows, within(1e-5));
            }
    }

    @Test
    void spectraAreThoseOfASlowTransform() throws IOException {
        int samples = 400 + 3 * 160;
        var random = new SplittableRandom(9);
        var wave = new float[samples];
        for (int i = 0; i < samples; i++) wave[i] = (float) (Math.sin(i * 0.3) + random.nextDouble(-0.5, 0.5));
        int bands =
                ComparedArchitectures.ZHANG.architecture().encoder().channels().get(0);

        float[] said;
        try (Network network = network(ComparedArchitectures.ZHANG)) {
            said = network.gate().call(() -> {
                try (NDManager scope = network.scope()) {
                    return network.run("convolve", scope.create(wave, new Shape(1, samples)), scope.create(new long[] {
                                samples
                            }))
                            .get(0)
                            .toFloatArray();
                }
            });
        }

        assertThat(said).hasSize(4 * bands);
        for (int frame = 0; frame < 4; frame++)
            for (int band = 0; band < bands; band++)
                assertThat((double) said[frame * bands + band])
                        .isCloseTo(logMel(wave, frame * 160, band, bands), within(1e-4));
    }

    private static double logMel(float[] wave, int from, int band, int bands) {
        double low = mel(125);
        double step = (mel(7_500) - low) / (bands + 1);
        double sum = 0;
        for (int bin = 0; bin <= 256; bin++) {
            double at = (mel(bin * 31.25) - low) / step - band;
            double share = Math.max(0, Math.min(at, 2 - at));
            if (share == 0) continue;
            double real = 0;
            double imaginary = 0;
            for (int i = 0; i < 400; i++) {
                double value = wave[from + i] * 0.5 * (1 - Math.cos(2 * Math.PI * i / 400));
                real += value * Math.cos(2 * Math.PI * bin * i / 512);
                imaginary += value * Math.sin(2 * Math.PI * bin * i / 512);
            }
            sum += share * Math.hypot(real, imaginary);
        }
        return Math.log(sum + 0.01);
    }

    private static double mel(double hertz) {
        return 1127 * Math.log(1 + hertz / 700);
    }

    /** Layer norm, dilated convolution, rectifier, and the input added. Random weights have gains of 1 and no biases. */
    private static double[][] convolved(double[][] x, float[] kernel, int apart) {
        var normed = new double[x.length][];
        for (int t = 0; t < x.length; t++) normed[t] = normed(x[t]);
        var h = new double[x.length][WIDTH];
        for (int t = 0; t < x.length; t++)
            for (int out = 0; out < WIDTH; out++) {
                double sum = 0;
                for (int tap = 0; tap < 3; tap++) {
                    int from = t - (2 - tap) * apart;
                    for (int in = 0; in < WIDTH && from >= 0; in++)
                        sum += kernel[(out * WIDTH + in) * 3 + tap] * normed[from][in];
                }
                h[t][out] = x[t][out] + Math.max(0, sum);
            }
        return h;
    }

    private static double[] normed(double[] frame) {
        double mean = 0;
        double squares = 0;
        for (double value : frame) mean += value / WIDTH;
        for (double value : frame) squares += (value - mean) * (value - mean) / WIDTH;
        var normed = new double[WIDTH];
        for (int i = 0; i < WIDTH; i++) normed[i] = (frame[i] - mean) / Math.sqrt(squares + 1e-5);
        return normed;
    }

    /** What a method says of frames, the second row's last ones being padding with values that must not matter. */
    private static float[] run(ComparedArchitectures compared, String method, double[][][] frames) throws IOException {
        int length = frames[0].length;
        var flat = new float[REAL.length * length * WIDTH];
        for (int row = 0, i = 0; row < REAL.length; row++)
            for (int t = 0; t < length; t++) for (int f = 0; f < WIDTH; f++) flat[i++] = (float) frames[row][t][f];
        try (Network network = network(compared)) {
            return network.gate().call(() -> {
                try (NDManager scope = network.scope()) {
                    NDArray real = scope.create(new long[] {REAL[0], REAL[1]});
                    return network.run(method, scope.create(flat, new Shape(REAL.length, length, WIDTH)), real)
                            .get(0)
                            .toFloatArray();
                }
            });
        }
    }

    private static Network network(ComparedArchitectures compared) throws IOException {
        var weights = new SeededWeights(Parameters.of(compared.architecture()), 7);
        return Network.load(NativeGate.process(), compared.architecture(), weights, Device.cpu(), Precision.FP32);
    }

    private static double[][][] frames() {
        var random = new SplittableRandom(2);
        var frames = new double[REAL.length][REAL[0]][WIDTH];
        for (double[][] row : frames)
            for (double[] frame : row) for (int i = 0; i < WIDTH; i++) frame[i] = (float) random.nextDouble(-2, 2);
        return frames;
    }
}
