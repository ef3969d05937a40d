package io.emistream.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.emistream.model.Waveform;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** Waveforms as a network's first two arguments. Reuses one buffer: one thread at a time. */
final class Inputs {
    private final Staging staging = new Staging();

    /** float32 [rows, longest], each row normalised over its own samples and zero after them. */
    NDArray waves(List<Waveform> rows, NDManager scope) {
        return waves(rows, longest(rows), scope);
    }

    /** The same, {@code longest} samples wide. */
    NDArray waves(List<Waveform> rows, int longest, NDManager scope) {
        ByteBuffer samples = staging.floats(Math.multiplyExact(rows.size(), longest));
        FloatBuffer floats = samples.asFloatBuffer();
        rows.forEach(row -> Preparation.normalise(row, longest, floats));
        return scope.create(samples, new Shape(rows.size(), longest), DataType.FLOAT32);
    }

    static int longest(List<Waveform> rows) {
        return rows.stream().mapToInt(row -> row.samples().length).max().orElseThrow();
    }

    /** int64 [rows]. */
    static NDArray lengths(List<Waveform> rows, NDManager scope) {
        return scope.create(rows.stream().mapToLong(row -> row.samples().length).toArray());
    }

    /** The same of numbers that are there. */
    static NDArray lengths(int[] samples, NDManager scope) {
        return scope.create(Arrays.stream(samples).asLongStream().toArray());
    }
}
