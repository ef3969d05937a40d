package io.emistream.model.checkpoint;

import io.emistream.model.network.Architecture;
import io.emistream.model.network.Parameters;
import io.emistream.model.weights.Quoted;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Exactly the weights of an architecture, out of a checkpoint that has them all.
 *
 * @param shapes what the architecture needs
 */
record Fitted(RenamedWeights source, Map<String, List<Integer>> shapes) implements WeightSource {

    /**
     * Compares names and shapes.
     *
     * @param notes where what was left out or filled in is added
     * @throws UnfitCheckpoint with every missing, unexpected and misshapen tensor
     */
    static Fitted to(Architecture architecture, RenamedWeights source, List<String> notes) throws UnfitCheckpoint {
        Map<String, List<Integer>> expected = Parameters.of(architecture);
        Map<String, List<Integer>> found = source.shapes();
        var faults = new ArrayList<String>();
        expected.forEach((name, shape) -> {
            List<Integer> actual = found.get(name);
            if (actual == null && name.equals(Parameters.MASK_VECTOR)) {
                notes.add("%s is not in the checkpoint and becomes zeros; only training with time masking reads it"
                        .formatted(name));
            } else if (actual == null) {
                faults.add("missing: %s %s".formatted(name, shape));
            } else if (!actual.equals(shape)) {
                faults.add("misshapen: %s is %s, expected %s".formatted(name, actual, shape));
            } else if (!source.readable(name)) {
                faults.add("not floating-point: %s".formatted(name));
            }
        });
        for (String name : found.keySet()) {
            if (expected.containsKey(name)) {
                continue;
            }
            if (source.readable(name)) {
                faults.add("unexpected: %s %s".formatted(Quoted.of(name), found.get(name)));
            } else {
                notes.add("ignored, as it is not floating-point: %s".formatted(Quoted.of(name)));
            }
        }
        if (!faults.isEmpty()) {
            throw new UnfitCheckpoint(faults);
        }
        source.ignored().forEach(name -> notes.add("ignored, as it serves another task: " + name));
        return new Fitted(source, expected);
    }

    @Override
    public float[] read(String name) throws IOException {
        List<Integer> shape = shapes.get(name);
        if (name.equals(Parameters.MASK_VECTOR) && shape != null && !source.readable(name)) {
            return new float[shape.get(0)];
        }
        return source.read(name);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
