package io.emistream.model.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.util.cuda.CudaUtils;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The native library as this process has it.
 *
 * @param version such as {@code 2.7.1}
 * @param devices one line for each CUDA device: its name in DJL and its memory
 */
public record Libtorch(String version, List<String> devices) {
    public Libtorch {
        devices = List.copyOf(devices);
    }

    /**
     * Loads the library and looks.
     *
     * @throws IllegalStateException if it cannot be loaded, with the reason
     */
    public static Libtorch look() {
        return NativeGate.process().call(() -> {
            try {
                Engine engine = Engine.getEngine("PyTorch");
                return new Libtorch(
                        engine.getVersion(),
                        IntStream.range(0, engine.getGpuCount())
                                .mapToObj(Libtorch::describe)
                                .toList());
            } catch (EngineException | UnsatisfiedLinkError e) {
                throw new IllegalStateException("libtorch cannot be loaded: " + cause(e).getMessage(), e);
            }
        });
    }

    /** Names the library that is missing, where DJL's own message does not. */
    private static Throwable cause(Throwable problem) {
        return problem.getCause() instanceof UnsatisfiedLinkError missing ? missing : problem;
    }

    private static String describe(int index) {
        Device device = Device.gpu(index);
        return "cuda:%d, compute capability %s, %d MB of memory"
                .formatted(
                        index,
                        CudaUtils.getComputeCapability(index),
                        CudaUtils.getGpuMemory(device).getMax() >> 20);
    }
}
