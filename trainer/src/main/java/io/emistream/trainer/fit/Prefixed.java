package io.emistream.trainer.fit;

import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Weights under the names that a learning network's state has. */
public final class Prefixed {
    private static final String WEIGHT = "w.";

    private Prefixed() {}

    /** The same weights, each under {@code w.<name>}. */
    public static WeightSource weights(WeightSource source) {
        var shapes = new LinkedHashMap<String, List<Integer>>();
        source.shapes().forEach((name, shape) -> shapes.put(WEIGHT + name, shape));
        return new WeightSource() {
            @Override
            public Map<String, List<Integer>> shapes() {
                return shapes;
            }

            @Override
            public float[] read(String name) throws IOException {
                return source.read(name.substring(WEIGHT.length()));
            }

            @Override
            public void close() throws IOException {
                source.close();
            }
        };
    }
}
