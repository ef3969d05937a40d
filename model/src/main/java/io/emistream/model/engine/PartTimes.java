package io.emistream.model.engine;

import ai.djl.ndarray.NDArray;
import java.util.function.LongSupplier;

/**
 * Where the time of one native call goes, in milliseconds of wall clock. True on a CPU; a GPU works on after a call returns.
 *
 * @param conv the convolutional feature encoder
 * @param encoder projection, positional convolution and transformer
 * @param affect the affect head at every frame
 * @param lstm temporal features and global vector; 0 without a fusion head
 * @param head the fusion head; 0 without one
 */
public record PartTimes(double conv, double encoder, double affect, double lstm, double head) {

    /**
     * Runs the parts one after the other, as the program's {@code forward} does; results belong to {@code wave}'s scope. Inside the gate.
     *
     * @param wave float32 {@code [rows, samples]}, normalised
     * @param samples int64 {@code [rows]}, real samples of each row
     * @param frames int64 {@code [rows]}, the frames these yield
     * @param fused whether the network has a fusion head
     */
    static PartTimes of(
            Network network, NDArray wave, NDArray samples, NDArray frames, boolean fused, LongSupplier nanos) {
        long start = nanos.getAsLong();
        NDArray features = network.run("convolve", wave, samples).get(0);
        long convolved = nanos.getAsLong();
        NDArray projected = network.run("project", features).get(0);
        NDArray hidden = network.run("transform", projected, frames).get(0);
        long encoded = nanos.getAsLong();
        NDArray described = network.run("describe", hidden).get(0);
        long affected = nanos.getAsLong();
        if (!fused)
            return new PartTimes(millis(start, convolved), millis(convolved, encoded), millis(encoded, affected), 0, 0);
        NDArray gathered = network.run("gather", described, frames).get(0);
        long remembered = nanos.getAsLong();
        network.run("conclude", gathered);
        return new PartTimes(
                millis(start, convolved),
                millis(convolved, encoded),
                millis(encoded, affected),
                millis(affected, remembered),
                millis(remembered, nanos.getAsLong()));
    }

    private static double millis(long from, long to) {
        return (to - from) / 1e6;
    }
}
