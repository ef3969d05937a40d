package io.emistream.model.weights;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Named weights that are read one at a time, so that a gigabyte of them never lies on the heap. One thread at a time. */
public interface WeightSource extends AutoCloseable {

    /** Shape of each weight by name, in the order they are best read; a scalar's is empty. */
    Map<String, List<Integer>> shapes();

    /** Whether it can be read as float32; a checkpoint may hold other things too, such as step counts. */
    default boolean readable(String name) {
        return shapes().containsKey(name);
    }

    /** Whether every value is a 16-bit float, so that a file need not hold more. */
    default boolean halved() {
        return false;
    }

    /**
     * One weight, row by row, as float32.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    float[] read(String name) throws IOException;

    @Override
    default void close() throws IOException {}
}
