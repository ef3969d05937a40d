package io.emistream.model.engine;

import io.emistream.model.network.Precision;

/**
 * How a release is run.
 *
 * @param device where
 * @param precision in which numbers
 * @param canonical every waveform in a native call of its own: with a fixed number of threads, the same input, release and machine give the same bits
 */
public record EngineRules(DeviceChoice device, Precision precision, boolean canonical) {
    /** On the best device there is, in 32-bit floats, in batches. */
    public static final EngineRules STANDARD = new EngineRules(DeviceChoice.auto(), Precision.FP32, false);

    /** The same on another device. */
    public EngineRules on(DeviceChoice other) {
        return new EngineRules(other, precision, canonical);
    }

    /** The same in other numbers. */
    public EngineRules in(Precision other) {
        return new EngineRules(device, other, canonical);
    }

    /** The same, one waveform a call. */
    public EngineRules oneByOne() {
        return new EngineRules(device, precision, true);
    }

    /** @throws IllegalArgumentException where the device cannot compute in these numbers */
    void check(boolean gpu) {
        if (gpu && precision == Precision.INT8) {
            throw new IllegalArgumentException("precision int8 is for CPUs; use fp16 or bf16 on %s".formatted(device));
        }
        if (!gpu && precision == Precision.FP16) {
            throw new IllegalArgumentException("precision fp16 is for GPUs; use fp32 or int8 on a CPU");
        }
    }
}
