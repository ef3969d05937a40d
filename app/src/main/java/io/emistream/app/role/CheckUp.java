package io.emistream.app.role;

import io.emistream.model.engine.Libtorch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at the machine as `emi doctor` shows it: Java, processor, memory, libtorch, GPUs, and the settings that speed and memory depend on. */
public final class CheckUp {
    private static final long LITTLE_DISK = 2L << 30;
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final List<String> VECTORS =
            List.of("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_int8", "amx_bf16");

    /** What keeps memory flat and speed up; the launcher sets them. */
    private static final Map<String, String> SETTINGS = Map.of(
            "MALLOC_MMAP_THRESHOLD_", "large arrays come from the kept heap",
            "MALLOC_TRIM_THRESHOLD_", "freed memory goes back to the system in time",
            "ONEDNN_PRIMITIVE_CACHE_CAPACITY", "kernels for lengths seen once are dropped");

    private CheckUp() {}

    /**
     * One thing that was looked at.
     *
     * @param missing whether Emistream cannot work as it is
     */
    public record Finding(String what, String found, boolean missing) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%-8s %-12s %s", missing ? "MISSING" : "ok", what, found);
        }
    }

    /** Looks at everything; loads libtorch. */
    public static List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        findings.add(java());
        findings.add(processor());
        findings.add(memory());
        findings.add(disk());
        torch(findings);
        findings.add(settings());
        return findings;
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        return new Finding(
                "Java", version + " (" + System.getProperty("java.vendor") + "); 17 or later is needed", version < 17);
    }

    private static Finding processor() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new Finding(
                "processor",
                cores + " cores, " + System.getProperty("os.arch")
                        + vectors().map(list -> ", " + list).orElse(""),
                false);
    }

    private static Optional<String> vectors() {
        if (!Files.isReadable(PROCESSORS)) return Optional.empty();
        try (Stream<String> lines = Files.lines(PROCESSORS, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> List.of(line.split(" ")))
                    .map(flags -> VECTORS.stream()
                            .map(flag -> (flags.contains(flag) ? "" : "no ") + flag)
                            .collect(Collectors.joining(", ")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Finding memory() {
        return new Finding(
                "memory",
                "Java's heap may grow to " + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MB; a full-size release takes about 1 GB beside it",
                false);
    }

    private static Finding disk() {
        var folder = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            return new Finding("disk", (free >> 20) + " MB free in " + folder, free < LITTLE_DISK);
        } catch (IOException e) {
            return new Finding("disk", folder + " cannot be looked at (" + e.getMessage() + ")", true);
        }
    }

    private static void torch(List<Finding> findings) {
        try {
            var torch = Libtorch.look();
            findings.add(new Finding("libtorch", torch.version(), false));
            findings.add(new Finding(
                    "GPU",
                    torch.devices().isEmpty()
                            ? "none that libtorch can use; everything runs on the CPU. docs/operations.md says how to give it CUDA"
                            : String.join("; ", torch.devices()),
                    false));
        } catch (IllegalStateException e) {
            findings.add(new Finding("libtorch", String.valueOf(e.getMessage()), true));
        }
    }

    private static Finding settings() {
        var unset = SETTINGS.entrySet().stream()
                .filter(setting -> System.getenv(setting.getKey()) == null)
                .map(setting -> setting.getKey() + " is not set (" + setting.getValue() + ")")
                .sorted()
                .toList();
        return new Finding(
                "settings",
                unset.isEmpty() ? "as the launcher sets them" : String.join("; ", unset) + ": start with bin/emi",
                false);
    }
}
