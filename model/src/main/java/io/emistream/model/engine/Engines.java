package io.emistream.model.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import io.emistream.model.InferenceEngine;
import io.emistream.model.Waveform;
import io.emistream.model.release.Ensemble;
import io.emistream.model.release.Release;
import java.io.IOException;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Opens releases for inference; the way in to this package. Native threads are set by the launcher: {@code ai.djl.pytorch.num_threads}. */
public final class Engines {
    /** Waveforms in one native call on a CPU. */
    private static final int CPU_ROWS = 16;

    /** Samples in one native call on a CPU for each unit of a network's width, so that activations stay below 1 GB: 48 s at full size. */
    private static final long CPU_SAMPLES = 4L * Waveform.LONGEST * 1024;

    /** Waveforms in one native call on a GPU. */
    private static final int GPU_ROWS = 256;

    /** Five seconds: on an H100 a second of padding costs 0.2 to 0.7 ms and another call 5 to 20 (bench/results-gpu.md). */
    private static final int GPU_FREE_PADDING = 5 * Waveform.RATE;

    /** Bytes of activations a sample needs on a GPU at full size, estimated on the high side; too much is halved when memory runs out. */
    private static final long GPU_BYTES = 3_000;

    private Engines() {}

    /**
     * Loads a release and warms it up; closes the release's weights file.
     *
     * @throws IOException if the weights cannot be read
     * @throws IllegalArgumentException if weights do not fit the manifest, the release is a backbone that says nothing, the device is not there, or it
     *     cannot compute in the given numbers
     * @throws IllegalStateException if a fixed tone does not give finite values
     */
    public static InferenceEngine open(Release release, EngineRules rules) throws IOException {
        InferenceEngine engine = load(release, rules);
        try {
            WarmUp.check(engine);
            return engine;
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /**
     * Loads a release and warms it up beside those that serve; closes the release's weights file. Fails as {@link #open} does.
     *
     * @param host whose device owner runs it
     */
    public static Guest open(Release release, EngineRules rules, BatchingScorer host) throws IOException {
        Guest guest = host.guest(load(release, rules));
        try {
            WarmUp.check(guest);
            return guest;
        } catch (RuntimeException e) {
            guest.close();
            throw e;
        }
    }

    /**
     * Loads a release, or a backbone, for its features; closes the release's weights file.
     *
     * @throws IOException if the weights cannot be read
     * @throws IllegalArgumentException if weights do not fit the manifest, the device is not there, or it cannot compute in the given numbers
     */
    public static Embedder embedder(Release release, EngineRules rules) throws IOException {
        var gate = NativeGate.process();
        try (release) {
            var architecture = release.manifest().architecture();
            Device device = device(gate, rules);
            return new Embedder(
                    architecture, Network.load(gate, architecture, release.weights(), device, rules.precision()));
        }
    }

    /**
     * Where the time of one native call goes.
     *
     * @param engine opened here
     * @param waveforms sound ones, as many as fit in one call
     * @param nanos a monotonic clock, in nanoseconds
     */
    public static PartTimes parts(InferenceEngine engine, List<Waveform> waveforms, LongSupplier nanos) {
        return ((DjlEngine) engine).parts(waveforms, nanos);
    }

    private static InferenceEngine load(Release release, EngineRules rules) throws IOException {
        Ensemble ensemble = release.manifest().ensemble();
        if (ensemble == null) return loadOne(release, rules);
        var members = new ArrayList<InferenceEngine>();
        try (release) {
            for (Release member : release.members()) members.add(loadOne(member, rules));
            return new EnsembleEngine(release.manifest().card(), ensemble.by(), members);
        } catch (IOException | RuntimeException e) {
            members.forEach(InferenceEngine::close);
            throw e;
        }
    }

    private static DjlEngine loadOne(Release release, EngineRules rules) throws IOException {
        var gate = NativeGate.process();
        try (release) {
            if (!release.manifest().architecture().fusion().speaks()) {
                throw new IllegalArgumentException(
                        "release %s is a backbone without heads, which says nothing: train from it first"
                                .formatted(release.manifest().card().id()));
            }
            Device device = device(gate, rules);
            LengthGroups groups = rules.canonical()
                    ? new LengthGroups(1, Waveform.LONGEST, 0)
                    : groups(
                            device,
                            release.manifest().architecture().transformer().hidden());
            return DjlEngine.load(gate, release, device, rules.precision(), groups);
        }
    }

    private static Device device(NativeGate gate, EngineRules rules) {
        Device device = gate.call(() -> resolve(rules.device()));
        rules.check(device.isGpu());
        return device;
    }

    private static LengthGroups groups(Device device, int width) {
        if (!device.isGpu()) return new LengthGroups(CPU_ROWS, CPU_SAMPLES / width, LengthGroups.LITTLE);
        MemoryUsage memory = CudaUtils.getGpuMemory(device);
        long free = memory.getMax() - memory.getUsed();
        return new LengthGroups(GPU_ROWS, Math.max(Waveform.LONGEST, free / GPU_BYTES), GPU_FREE_PADDING);
    }

    static Device resolve(DeviceChoice choice) {
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
