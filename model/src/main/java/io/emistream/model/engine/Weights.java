package io.emistream.model.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.emistream.model.network.Architecture;
import io.emistream.model.network.Parameters;
import io.emistream.model.network.Precision;
import io.emistream.model.weights.WeightNorm;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a release's weights to the device, one at a time: as arrays named {@code w.<name>}, as the program's dictionary wants them, or packed inside
 * the module where the precision has 8 bits.
 */
final class Weights {
    private static final Logger LOG = LoggerFactory.getLogger(Weights.class);
    private static final String POSITION = "wav2vec2.encoder.pos_conv_embed.conv.";
    private static final String LSTM = "lstm_audio.";
    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";

    private final Module module;
    private final Precision precision;
    private final Map<String, List<Integer>> expected;
    private final WeightSource source;
    private final PackedParts packed;
    private final Staging staging = new Staging();

    private Weights(Architecture architecture, WeightSource source, Module module, Precision precision) {
        this.module = module;
        this.precision = precision;
        this.source = source;
        this.expected = Parameters.of(architecture);
        this.packed = PackedParts.of(architecture, precision);
    }

    /** Loads all that the architecture needs; the arrays live as long as the module. */
    static NDList load(Architecture architecture, WeightSource source, Module module, Precision precision)
            throws IOException {
        var weights = new Weights(architecture, source, module, precision);
        WeightCheck.fits(weights.expected, source.shapes());
        return weights.all();
    }

    private NDList all() throws IOException {
        var arrays = new NDList(expected.size());
        for (String name : expected.keySet()) {
            if (packed.holds(name)) {
                if (name.endsWith(WEIGHT)) pack(name.substring(0, name.length() - WEIGHT.length()));
            } else if (name.equals(POSITION + "weight_v")) {
                // folded once: torch would do it at every call
                float[] folded =
                        WeightNorm.fold(source.read(name), source.read(POSITION + "weight_g"), expected.get(name));
                arrays.add(lowered(array(module.manager(), POSITION + "weight", folded, expected.get(name))));
            } else if (!name.equals(POSITION + "weight_g") && !name.equals(Parameters.MASK_VECTOR)) {
                arrays.add(lowered(read(module.manager(), name)));
            }
        }
        if (packed.holds(LSTM + "weight_ih_l0")) packCells();
        else if (expected.containsKey(LSTM + "weight_ih_l0")
                && module.manager().getDevice().isGpu()) joinCells(arrays);
        return arrays;
    }

    /** Lets the LSTM's arrays be views of one piece, as cuDNN wants them: else it copies them, and says so, at each call. */
    private void joinCells(NDList arrays) {
        try (NDManager scope = module.manager().newSubManager()) {
            module.run("join_cells", arrays, scope.zeros(new Shape(1)));
        } catch (EngineException e) {
            LOG.atWarn().setCause(e).log("the LSTM's weights stay in several pieces, which cuDNN copies at each call");
        }
    }

    /** Moves a matrix and its bias into the module, in 8 bits. */
    private void pack(String name) throws IOException {
        try (NDManager scope = module.manager().newSubManager()) {
            NDArray weight = read(scope, name + WEIGHT);
            NDArray bias;
            if (expected.containsKey(name + BIAS)) {
                bias = read(scope, name + BIAS);
            } else {
                bias = scope.zeros(new Shape(weight.getShape().get(0)));
                bias.setName("w." + name + BIAS);
            }
            module.run("pack", new NDList(weight, bias), scope.zeros(new Shape(1)));
        }
    }

    private void packCells() throws IOException {
        try (NDManager scope = module.manager().newSubManager()) {
            var cells = new NDList();
            for (String name : expected.keySet()) {
                if (name.startsWith(LSTM)) cells.add(read(scope, name));
            }
            module.run("pack_cells", cells, scope.zeros(new Shape(1)));
        }
    }

    private NDArray lowered(NDArray array) {
        if (precision != Precision.FP16 && precision != Precision.BF16) return array;
        try (array) {
            String name = array.getName();
            array.setName(null); // an argument, not an entry of the dictionary
            NDArray lower = module.run("lower", new NDList(), array).get(0);
            lower.setName(name);
            return lower;
        }
    }

    private NDArray read(NDManager manager, String name) throws IOException {
        return array(manager, name, source.read(name), expected.getOrDefault(name, List.of()));
    }

    /** Copies through one reused direct buffer: an array made from a Java buffer would keep it, and its memory, for good. */
    private NDArray array(NDManager manager, String name, float[] values, List<Integer> shape) {
        ByteBuffer buffer = staging.floats(values.length);
        buffer.asFloatBuffer().put(values);
        var dimensions = new Shape(shape.stream().mapToLong(Integer::longValue).toArray());
        try (NDArray staged = manager.create(buffer, dimensions, DataType.FLOAT32)) {
            NDArray array = staged.duplicate();
            array.setName("w." + name);
            return array;
        }
    }
}
