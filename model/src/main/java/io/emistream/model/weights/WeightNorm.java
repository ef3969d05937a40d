package io.emistream.model.weights;

import java.util.List;

/** Weight normalisation over the last dimension: a direction and a length for each kernel position. */
public final class WeightNorm {
    private WeightNorm() {}

    /**
     * The plain weight g · v / ‖v‖, the norm taken over all dimensions but the last.
     *
     * @param v direction, row by row
     * @param g length for each index of the last dimension
     * @param shape of {@code v} and of the result
     */
    public static float[] fold(float[] v, float[] g, List<Integer> shape) {
        int kernel = shape.get(shape.size() - 1);
        var squares = new double[kernel];
        for (int i = 0; i < v.length; i++) {
            squares[i % kernel] += (double) v[i] * v[i];
        }
        var folded = new float[v.length];
        for (int i = 0; i < v.length; i++) {
            folded[i] = (float) (g[i % kernel] * v[i] / Math.sqrt(squares[i % kernel]));
        }
        return folded;
    }
}
