package io.emistream.model.weights;

import java.util.List;

/**
 * One tensor of a safetensors file.
 *
 * @param begin first byte, counted from the end of the header
 * @param end one past the last byte
 */
record TensorEntry(String name, ElementType type, List<Long> shape, long begin, long end) {
    /** Elements that one array of weights may have: 2 GB of float32. */
    private static final long MOST = Integer.MAX_VALUE / Float.BYTES;

    /** Whether it can be read as weights. */
    boolean readable() {
        return type.readable() && (end - begin) * 8 / type.bits() <= MOST;
    }

    int elements() {
        return Math.toIntExact((end - begin) * 8 / type.bits());
    }

    /** The shape of a tensor whose sizes fit. */
    List<Integer> dimensions() {
        return shape.stream()
                .map(size -> (int) Math.min(size, Integer.MAX_VALUE))
                .toList();
    }
}
