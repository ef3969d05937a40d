package io.emistream.model.network;

/** The numbers that a network computes with. Weights are always stored as they were published, and lowered when they are loaded. */
public enum Precision {
    /** 32-bit floats: the reference. */
    FP32(6),
    /** IEEE 16-bit floats; for GPUs. */
    FP16(5),
    /** bfloat16; for GPUs and CPUs that have it in hardware. */
    BF16(15),
    /**
     * 8-bit weights with a scale for each output channel, and inputs quantised as they come, in the large matrix products: transformer, projection,
     * convolutions (the first excepted), affect head and LSTM. All else is 32-bit. CPU only.
     */
    INT8(6);

    private final int torchType;

    Precision(int torchType) {
        this.torchType = torchType;
    }

    /** Libtorch's number for the type of the arrays between products. */
    int torchType() {
        return torchType;
    }
}
