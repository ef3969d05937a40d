package io.emistream.model.engine;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.emistream.model.Waveform;
import io.emistream.model.network.Architecture;
import java.util.List;

/** Gives what a release's network makes of waveforms before its heads, one waveform a call: no padding, no company. One thread at a time, any thread. */
public final class Embedder implements AutoCloseable {
    private final Architecture architecture;
    private final Network network;
    private final Inputs inputs = new Inputs();

    Embedder(Architecture architecture, Network network) {
        this.architecture = architecture;
        this.network = network;
    }

    /** Width of the hidden states. */
    public int hidden() {
        return architecture.transformer().hidden();
    }

    /** Width of a frame's affect: 3, or 0 without an affect head. */
    public int affect() {
        return architecture.fusion().affectHead() ? 3 : 0;
    }

    /**
     * The features of one waveform.
     *
     * @throws IllegalArgumentException when it is too short, longer than 12 s or not finite; the message says so
     */
    public Features of(Waveform waveform) {
        String refusal = Preparation.refusal(waveform, architecture.field());
        if (refusal != null) throw new IllegalArgumentException(refusal);
        return network.gate().call(() -> {
            try (NDManager step = network.scope()) {
                List<Waveform> rows = List.of(waveform);
                NDList outputs = network.run("features", inputs.waves(rows, step), Inputs.lengths(rows, step));
                return new Features(
                        architecture.frames(waveform.samples().length),
                        outputs.get(0).toFloatArray(),
                        outputs.get(1).toFloatArray(),
                        outputs.get(2).toFloatArray());
            }
        });
    }

    @Override
    public void close() {
        network.close();
    }
}
