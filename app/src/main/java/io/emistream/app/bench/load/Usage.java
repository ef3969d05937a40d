package io.emistream.app.bench.load;

import com.sun.management.OperatingSystemMXBean;
import io.emistream.model.soak.ResidentMemory;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** What this process takes of the machine, from a moment on. One thread. */
final class Usage {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final ResidentMemory memory = new ResidentMemory();
    private final long cpuBegin = SYSTEM.getProcessCpuTime();
    private final long begin = System.nanoTime();
    private final List<Long> resident = new ArrayList<>();
    private double cores;

    /** Looks at the memory; call it each second. */
    void look() {
        resident.add(memory.bytes());
    }

    /** Ends what {@link #cores()} looks at; the latest call counts. */
    void end() {
        cores = (double) (SYSTEM.getProcessCpuTime() - cpuBegin) / (System.nanoTime() - begin);
    }

    /** Processor time over time until the end: 1 is one core, busy all along. */
    double cores() {
        return cores;
    }

    /** Bytes that were resident at each look. */
    List<Long> resident() {
        return List.copyOf(resident);
    }
}
