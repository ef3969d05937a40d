package io.emistream.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.emistream.model.network.Architecture;
import io.emistream.model.network.Parameters;
import io.emistream.model.weights.WeightNorm;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Brings a release's weights to the device as arrays named {@code w.<name>}, as the program's dictionary wants them. */
final class Weights {
    private static final String POSITION = "wav2vec2.encoder.pos_conv_embed.conv.";

    private final NDManager manager;
    private final Staging staging = new Staging();

    private Weights(NDManager manager) {
        this.manager = manager;
    }

    /** Loads all that the architecture needs; the arrays live as long as {@code manager}. */
    static NDList load(Architecture architecture, WeightSource source, NDManager manager) throws IOException {
        Map<String, List<Integer>> expected = Parameters.of(architecture);
        WeightCheck.fits(expected, source.shapes());
        var weights = new Weights(manager);
        var arrays = new NDList(expected.size());
        for (var parameter : expected.entrySet()) {
            String name = parameter.getKey();
            List<Integer> shape = parameter.getValue();
            if (name.equals(POSITION + "weight_v")) {
                // folded once: torch would do it at every call
                float[] folded = WeightNorm.fold(source.read(name), source.read(POSITION + "weight_g"), shape);
                arrays.add(weights.array(POSITION + "weight", folded, shape));
            } else if (!name.equals(POSITION + "weight_g") && !name.equals(Parameters.MASK_VECTOR)) {
                arrays.add(weights.array(name, source.read(name), shape));
            }
        }
        return arrays;
    }

    /** Copies through one reused direct buffer: an array made from a Java buffer would keep it, and its memory, for good. */
    private NDArray array(String name, float[] values, List<Integer> shape) {
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
