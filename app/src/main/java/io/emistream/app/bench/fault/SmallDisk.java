package io.emistream.app.bench.fault;

import io.emistream.app.problem.EnvironmentProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A small file system in memory that can be filled and freed. It is mounted in a namespace that needs no root, and lives as long as the process that
 * holds it, whatever becomes of those that use it. One thread.
 */
final class SmallDisk implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int BLOCK = 1 << 16;

    private final Path folder;
    private final Process holder;

    private SmallDisk(Path folder, Process holder) {
        this.folder = folder;
        this.holder = holder;
    }

    /**
     * Mounts one on a folder that is there.
     *
     * @throws EnvironmentProblem where this machine has no such namespaces
     */
    static SmallDisk mount(Path folder, int megabytes) {
        var script = "mount -t tmpfs -o size=" + megabytes + "m tmpfs \"$0\" && echo mounted && exec sleep infinity";
        try {
            var holder = new ProcessBuilder(
                            "unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, folder.toString())
                    .redirectErrorStream(true)
                    .start();
            var said = holder.inputReader().readLine();
            if ("mounted".equals(said)) return new SmallDisk(folder, holder);
            holder.destroyForcibly();
            throw unable(String.valueOf(said), null);
        } catch (IOException e) {
            throw unable(String.valueOf(e.getMessage()), e);
        }
    }

    private static EnvironmentProblem unable(String why, @Nullable IOException cause) {
        return new EnvironmentProblem(
                "a full disk needs unshare and nsenter of util-linux and user namespaces, which this machine does not allow ("
                        + why + "): allow them (sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone), "
                        + "or choose other faults with --fault",
                cause);
    }

    /** In front of the command of a process that is to see it. */
    List<String> entrance() {
        var here = "--wd=" + Path.of("").toAbsolutePath();
        return List.of(
                "nsenter",
                "--target",
                String.valueOf(holder.pid()),
                "--user",
                "--mount",
                "--preserve-credentials",
                here);
    }

    /** Leaves no byte of room. */
    void fill() {
        try (var out = FileChannel.open(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int size = BLOCK; size > 0; size /= 2) while (written(out, size)) continue;
        } catch (IOException e) {
            throw new EnvironmentProblem(filler() + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** False once there is no room for so much. */
    private static boolean written(FileChannel out, int size) {
        try {
            return out.write(ByteBuffer.allocate(size)) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Gives the room back. */
    void free() {
        try {
            Files.delete(filler());
        } catch (IOException e) {
            throw new EnvironmentProblem(filler() + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private Path filler() {
        return Path.of("/proc/" + holder.pid() + "/root" + folder.toAbsolutePath(), "filler");
    }

    @Override
    public void close() throws InterruptedException {
        holder.destroyForcibly().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
