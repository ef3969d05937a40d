package io.emistream.model.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.emistream.model.InferenceEngine;
import io.emistream.model.Waveform;
import io.emistream.model.release.Release;
import java.io.IOException;

/** Opens releases for inference; the way in to this package. Native threads are set by the launcher: {@code ai.djl.pytorch.num_threads}. */
public final class Engines {
    /** Waveforms in one native call. */
    private static final int MOST_ROWS = 16;

    /** Samples in one native call, so that activations of the full network stay near 2 GB: 48 s. */
    private static final long MOST_SAMPLES = 4L * Waveform.LONGEST;

    private Engines() {}

    /**
     * Loads a release and warms it up; closes the release's weights file.
     *
     * @throws IOException if the weights cannot be read
     * @throws IllegalArgumentException if weights do not fit the manifest, or the device is not there
     * @throws IllegalStateException if a fixed tone does not give finite values
     */
    public static InferenceEngine open(Release release, DeviceChoice device) throws IOException {
        return open(release, device, new LengthGroups(MOST_ROWS, MOST_SAMPLES));
    }

    /** The same, with every waveform in a call of its own: the same input, release and machine give the same bits. */
    public static InferenceEngine openCanonical(Release release, DeviceChoice device) throws IOException {
        return open(release, device, new LengthGroups(1, MOST_SAMPLES));
    }

    private static InferenceEngine open(Release release, DeviceChoice device, LengthGroups groups) throws IOException {
        var gate = NativeGate.process();
        try (release) {
            return DjlEngine.load(gate, release, gate.call(() -> resolve(device)), groups);
        }
    }

    private static Device resolve(DeviceChoice choice) {
        int found = Engine.getEngine("PyTorch").getGpuCount();
        return switch (choice.kind()) {
            case CPU -> Device.cpu();
            case AUTO -> found > 0 ? Device.gpu(0) : Device.cpu();
            case CUDA -> {
                if (choice.index() >= found) {
                    throw new IllegalArgumentException(
                            "device is %s; libtorch sees %d CUDA devices: use cpu, or see `emi doctor`"
                                    .formatted(choice, found));
                }
                yield Device.gpu(choice.index());
            }
        };
    }
}
