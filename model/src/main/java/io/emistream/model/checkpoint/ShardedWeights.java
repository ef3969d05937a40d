package io.emistream.model.checkpoint;

import io.emistream.model.weights.MalformedWeights;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One checkpoint in several files.
 *
 * @param places the file of each tensor
 */
record ShardedWeights(Map<String, WeightSource> places, List<WeightSource> parts) implements WeightSource {

    /** Takes over the parts: they are closed with it, and at once when two of them have the same tensor. */
    static ShardedWeights of(List<WeightSource> parts) throws IOException {
        var places = new LinkedHashMap<String, WeightSource>();
        for (WeightSource part : parts) {
            for (String name : part.shapes().keySet()) {
                if (places.put(name, part) != null) {
                    closeAll(parts);
                    throw new MalformedWeights("tensor %s is in two files of the checkpoint".formatted(name));
                }
            }
        }
        return new ShardedWeights(places, parts);
    }

    @Override
    public Map<String, List<Integer>> shapes() {
        var shapes = new LinkedHashMap<String, List<Integer>>();
        parts.forEach(part -> shapes.putAll(part.shapes()));
        return shapes;
    }

    @Override
    public boolean readable(String name) {
        WeightSource part = places.get(name);
        return part != null && part.readable(name);
    }

    @Override
    public float[] read(String name) throws IOException {
        WeightSource part = places.get(name);
        if (part == null) {
            throw new IllegalArgumentException("no file of the checkpoint has a tensor named %s".formatted(name));
        }
        return part.read(name);
    }

    @Override
    public void close() throws IOException {
        closeAll(parts);
    }

    static void closeAll(List<WeightSource> parts) throws IOException {
        for (WeightSource part : parts) {
            part.close();
        }
    }
}
