package io.emistream.model.weights;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Weights rounded to 16-bit floats, and written as such: half the file.
 *
 * @param source whose values are rounded
 */
public record HalvedWeights(WeightSource source) implements WeightSource {
    @Override
    public Map<String, List<Integer>> shapes() {
        return source.shapes();
    }

    @Override
    public boolean halved() {
        return true;
    }

    @Override
    public float[] read(String name) throws IOException {
        float[] values = source.read(name);
        for (int i = 0; i < values.length; i++) values[i] = Half.fromFloat16(Half.toFloat16(values[i]));
        return values;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
