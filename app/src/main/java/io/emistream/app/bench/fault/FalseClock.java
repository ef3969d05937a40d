package io.emistream.app.bench.fault;

import io.emistream.app.problem.EnvironmentProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/** A wall clock that jumps for the processes that are given it, and for no others. It is libfaketime's. One thread. */
final class FalseClock {
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    private final Path library;
    private final Path file;

    private FalseClock(Path library, Path file) {
        this.library = library;
        this.file = file;
    }

    /**
     * One that is right as yet.
     *
     * @param folder for the file that tells how wrong it is
     * @throws EnvironmentProblem where the library is not installed
     */
    static FalseClock in(Path folder) {
        var clock = new FalseClock(library(), folder.resolve("clock"));
        clock.jump(Duration.ZERO);
        return clock;
    }

    private static Path library() {
        for (var root : new Path[] {Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib")}) {
            if (!Files.isDirectory(root)) continue;
            // Debian keeps libraries one folder below, by architecture
            try (var folders = Files.walk(root, 1)) {
                var found = folders.map(folder -> folder.resolve(LIBRARY))
                        .filter(Files::exists)
                        .findFirst();
                if (found.isPresent()) return found.get();
            } catch (IOException e) {
                throw new EnvironmentProblem(root + " cannot be searched for libfaketime: " + e.getMessage(), e);
            }
        }
        throw new EnvironmentProblem("a clock that jumps needs libfaketime, and there is no " + LIBRARY
                + " in /usr/lib: install the package faketime (Debian, Ubuntu) or libfaketime (Fedora), "
                + "or choose other faults with --fault");
    }

    /** Of a process that is to go by it. Time that only passes stays right. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toString(),
                // Java asks for the time all along: reading the file each time would take most of a core
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // Java waits by the time that passes: mended for the false clock, its waits would end at once
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    /** From now on it is wrong by so much. */
    void jump(Duration ahead) {
        try {
            // at once, so that nobody reads half a file
            var next = file.resolveSibling("clock.next");
            Files.writeString(next, String.format("%+d%n", ahead.toSeconds()));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new EnvironmentProblem(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
