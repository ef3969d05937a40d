package io.emistream.model.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.emistream.model.Waveform;
import io.emistream.model.network.Architecture;
import io.emistream.model.network.Parameters;
import io.emistream.model.network.Precision;
import io.emistream.model.network.Program;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A network whose weights learn: forward, backward and the optimiser's step on DJL's PyTorch engine, by the same program that scores. No clip sees
 * another's padding, save where its rules ask for that. One thread at a time, and one learning network a process: libtorch's gradients and random numbers belong to the process.
 */
public final class LearningNetwork implements AutoCloseable {
    /** Loss scale for 16-bit floats at first: small gradients would vanish. Halved where it overflows. */
    private static final double FIRST_SCALE = 65_536;

    private final NativeGate gate;
    private final Architecture architecture;
    private final Module learning;
    private final Module judging;
    private final LearnedWeights weights;
    private final LengthGroups groups;
    private final Padding padding;
    private final Inputs inputs = new Inputs();
    private double scale;

    private LearningNetwork(
            NativeGate gate,
            Architecture architecture,
            Module learning,
            Module judging,
            LearnedWeights weights,
            LearningRules rules) {
        this.gate = gate;
        this.architecture = architecture;
        this.learning = learning;
        this.judging = judging;
        this.weights = weights;
        this.groups = rules.groups();
        this.padding = new Padding(rules.leastSamples());
        this.scale = rules.precision() == Precision.FP16 ? FIRST_SCALE : 1;
    }

    /**
     * Opens a network at a state.
     *
     * @param start {@link #state()} of another, or weights alone under {@code w.<name>}
     * @throws IllegalArgumentException if its weights do not fit the architecture, or the device is not there
     */
    public static LearningNetwork open(Architecture architecture, WeightSource start, LearningRules rules)
            throws IOException {
        var gate = NativeGate.process();
        Map<String, List<Integer>> shapes = Parameters.of(architecture);
        WeightCheck.fits(shapes, unprefixed(start.shapes()));
        try {
            return gate.call(() -> {
                var device = Engines.resolve(rules.device());
                Module learning =
                        Module.load(Program.learning(architecture, rules.precision(), rules.regularisation()), device);
                try {
                    return new LearningNetwork(
                            gate,
                            architecture,
                            learning,
                            Module.load(Program.of(architecture, Precision.FP32), device),
                            LearnedWeights.load(shapes, start, learning, rules),
                            rules);
                } catch (IOException e) {
                    learning.close();
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Map<String, List<Integer>> unprefixed(Map<String, List<Integer>> shapes) {
        var weights = new TreeMap<String, List<Integer>>();
        shapes.forEach((key, shape) -> {
            if (key.startsWith(LearnedWeights.WEIGHT))
                weights.put(key.substring(LearnedWeights.WEIGHT.length()), shape);
        });
        return weights;
    }

    /**
     * Adds a batch's gradients to those that are there.
     *
     * @param batch each at most 12 s and at least one frame
     * @param masks frames to replace by the mask vector, one array a waveform, as long as it has frames
     * @param seed of what is left out by chance
     * @return what the network said, with parts left out
     */
    public Outputs learn(List<Waveform> batch, List<boolean[]> masks, long seed, BatchLoss loss) {
        List<List<Integer>> parts = parts(batch);
        Outputs outputs = Outputs.empty(batch.size());
        boolean twice = parts.size() > 1 && !loss.separable();
        if (twice) {
            for (List<Integer> part : parts) gate.run(() -> pass(part, batch, masks, seed, outputs, null));
        }
        for (List<Integer> part : parts) gate.run(() -> pass(part, batch, masks, seed, outputs, loss));
        return outputs;
    }

    private List<List<Integer>> parts(List<Waveform> batch) {
        return groups.of(padding.shown(batch, batch));
    }

    /** One part of a batch, forward and, with a loss, backward; the same numbers are drawn each time. */
    private void pass(
            List<Integer> part,
            List<Waveform> batch,
            List<boolean[]> masks,
            long seed,
            Outputs outputs,
            @Nullable BatchLoss loss) {
        Engine.getEngine("PyTorch").setRandomSeed((int) (seed * 31 + part.get(0)));
        List<Waveform> rows = part.stream().map(batch::get).toList();
        try (NDManager scope = learning.manager().newSubManager();
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            int[] shown = padding.shown(rows, batch);
            NDArray waves = inputs.waves(rows, Padding.longest(shown), scope);
            NDArray masked = mask(part, masks, (int) waves.getShape().get(1), scope);
            NDList said =
                    learning.run("learn", loss != null, weights.all(), waves, Inputs.lengths(shown, scope), masked);
            keep(said, part, outputs);
            if (loss != null) backward(said, part, loss.gradient(outputs), collector, scope);
        }
    }

    private void backward(
            NDList said, List<Integer> part, Outputs gradient, GradientCollector collector, NDManager scope) {
        NDArray total = scope.create(0f);
        if (said.get(0).size() > 0)
            total = total.add(weighted(said.get(0), Outputs.flat(gradient.intensities(), part)));
        if (said.get(1).size() > 0) total = total.add(weighted(said.get(1), Outputs.flat(gradient.affect(), part)));
        collector.backward(total.mul(scale));
    }

    /** Its gradient by the outputs is the given one. */
    private static NDArray weighted(NDArray outputs, float[] gradient) {
        return outputs.mul(outputs.getManager().create(gradient, outputs.getShape()))
                .sum();
    }

    private static void keep(NDList said, List<Integer> part, Outputs outputs) {
        Outputs.spread(said.get(0).toFloatArray(), part, outputs.intensities());
        Outputs.spread(said.get(1).toFloatArray(), part, outputs.affect());
    }

    private NDArray mask(List<Integer> part, List<boolean[]> masks, int longest, NDManager scope) {
        int frames = architecture.frames(longest);
        ByteBuffer flat = ByteBuffer.allocateDirect(part.size() * frames);
        for (int row = 0; row < part.size(); row++) {
            boolean[] mask = masks.get(part.get(row));
            for (int i = 0; i < mask.length; i++) flat.put(row * frames + i, (byte) (mask[i] ? 1 : 0));
        }
        return scope.create(flat, new Shape(part.size(), frames), DataType.BOOLEAN);
    }

    /**
     * Takes one step along the gradients that are there, and forgets them.
     *
     * @param number of the step, the first being 1
     * @return norm of all gradients before clipping; where it is not finite, nothing changed
     */
    public double step(StepRules rules, long number) {
        return gate.call(() -> {
            double norm = weights.step(rules, number, scale);
            if (!Double.isFinite(norm) && scale > 1) scale /= 2;
            return norm;
        });
    }

    /**
     * What the network says with nothing left out.
     *
     * @param averaged by the moving average of the weights instead of the weights
     */
    public Outputs predict(List<Waveform> batch, boolean averaged) {
        Outputs outputs = Outputs.empty(batch.size());
        for (List<Integer> part : parts(batch)) {
            gate.run(() -> {
                List<Waveform> rows = part.stream().map(batch::get).toList();
                int[] shown = padding.shown(rows, batch);
                NDList used = averaged ? weights.averages() : weights.all();
                try (NDManager scope = learning.manager().newSubManager()) {
                    keep(
                            judging.run(
                                    "forward",
                                    used,
                                    inputs.waves(rows, Padding.longest(shown), scope),
                                    Inputs.lengths(shown, scope)),
                            part,
                            outputs);
                } finally {
                    if (averaged) used.close();
                }
            });
        }
        return outputs;
    }

    /** The weights as they are when they are read, or their moving average. */
    public WeightSource weights(boolean averaged) {
        return weights.reading(gate, averaged ? LearnedWeights.AVERAGE : LearnedWeights.WEIGHT);
    }

    /** All that goes on from here needs: weights, moments and averages under prefixed names, as they are when they are read. */
    public WeightSource state() {
        return weights.reading(gate, "");
    }

    /** The gradients that are there, by weight name; for checks. */
    public Map<String, float[]> gradients() {
        return gate.call(() -> {
            var values = new TreeMap<String, float[]>();
            for (NDArray gradient : weights.gradients()) {
                values.put(gradient.getName().substring(2), gradient.toFloatArray());
                gradient.close();
            }
            return values;
        });
    }

    @Override
    public void close() {
        gate.run(() -> {
            judging.close();
            learning.close();
        });
    }
}
