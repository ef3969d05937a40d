package io.emistream.app.bench.load;

import com.sun.management.OperatingSystemMXBean;
import io.emistream.model.soak.ResidentMemory;
import java.lang.management.ManagementFactory;

/** What this process takes of the machine, from a moment on. One thread. */
final class Usage {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final ResidentMemory memory = new ResidentMemory();
    private final long cpuBegin = SYSTEM.getProcessCpuTime();
    private final long begin = System.nanoTime();
    private double cores;
    private long most;

    /** Looks at the memory; call it now and then. */
    void look() {
        most = Math.max(most, memory.bytes());
    }

    /** Ends what {@link #cores()} looks at; the latest call counts. */
    void end() {
        cores = (double) (SYSTEM.getProcessCpuTime() - cpuBegin) / (System.nanoTime() - begin);
    }

    /** Processor time over time until the end: 1 is one core, busy all along. */
    double cores() {
        return cores;
    }

    /** Most bytes that were resident at a look. */
    long resident() {
        return most;
    }
}
