package io.emistream.app.role;

import io.emistream.app.problem.EnvironmentProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/** A folder to work in: the given one, kept, or a temporary one, deleted at close. */
public final class Workspace implements AutoCloseable {
    private final Path path;
    private final boolean temporary;

    private Workspace(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /** @throws EnvironmentProblem when it cannot be written */
    public static Workspace open(Optional<Path> given) {
        try {
            if (given.isEmpty()) return new Workspace(Files.createTempDirectory("emistream-"), true);
            var path = Files.createDirectories(given.get().toAbsolutePath());
            Files.delete(Files.createTempFile(path, "writable", null));
            return new Workspace(path, false);
        } catch (IOException e) {
            throw new EnvironmentProblem(
                    "folder " + given.map(Path::toString).orElse("for temporary files") + " cannot be written ("
                            + e.getClass().getSimpleName() + "): choose another with --data",
                    e);
        }
    }

    public boolean kept() {
        return !temporary;
    }

    /** A folder in it, made when missing. */
    public Path folder(String name) throws IOException {
        return Files.createDirectories(path.resolve(name));
    }

    @Override
    public void close() throws IOException {
        if (!temporary) return;
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
