package io.emistream.model.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of this process; on Linux, which alone tells it in a file. */
public final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");

    /** Bytes resident now; 0 where the system does not tell. */
    public long bytes() {
        return read("VmRSS:");
    }

    /** The most bytes that were ever resident; 0 where the system does not tell. */
    public long peak() {
        return read("VmHWM:");
    }

    private static long read(String key) {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
