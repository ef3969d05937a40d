package io.emistream.model.checkpoint;

import io.emistream.model.weights.MalformedWeights;
import io.emistream.model.weights.Quoted;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint under the names of releases. What serves other tasks is left out, and named.
 *
 * @param origins the checkpoint's name by the release's
 * @param ignored tensors left out, by the checkpoint's name
 */
record RenamedWeights(WeightSource source, Map<String, String> origins, List<String> ignored) implements WeightSource {

    static RenamedWeights of(WeightSource source) throws MalformedWeights {
        var origins = new LinkedHashMap<String, String>();
        var ignored = new ArrayList<String>();
        for (String name : source.shapes().keySet()) {
            String released = TensorNames.released(name).orElse(null);
            if (released == null) {
                ignored.add(Quoted.of(name));
                continue;
            }
            String other = origins.put(released, name);
            if (other != null) {
                throw new MalformedWeights("tensors %s and %s are both %s".formatted(other, name, released));
            }
        }
        return new RenamedWeights(source, Collections.unmodifiableMap(origins), List.copyOf(ignored));
    }

    @Override
    public Map<String, List<Integer>> shapes() {
        Map<String, List<Integer>> found = source.shapes();
        var shapes = new LinkedHashMap<String, List<Integer>>();
        origins.forEach((released, name) -> {
            List<Integer> shape = found.get(name);
            if (shape != null) {
                shapes.put(released, shape);
            }
        });
        return shapes;
    }

    @Override
    public boolean readable(String name) {
        String origin = origins.get(name);
        return origin != null && source.readable(origin);
    }

    @Override
    public float[] read(String name) throws IOException {
        @Nullable String origin = origins.get(name);
        if (origin == null) {
            throw new IllegalArgumentException("the checkpoint has no tensor for %s".formatted(name));
        }
        return source.read(origin);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
