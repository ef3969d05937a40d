package io.emistream.model.weights;

import java.util.List;

/**
 * One tensor of a safetensors file.
 *
 * @param begin first byte, counted from the end of the header
 * @param end one past the last byte
 */
record TensorEntry(String name, ElementType type, List<Integer> shape, long begin, long end) {
    int elements() {
        return (int) ((end - begin) / type.bytes());
    }
}
