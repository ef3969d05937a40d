package io.emistream.app.role;

import io.emistream.app.problem.EnvironmentProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A folder to work in: the given one, kept, or a temporary one, deleted at close. */
public final class Workspace implements AutoCloseable {
    private final Path path;
    private final @Nullable TemporaryFolder temporary;

    private Workspace(Path path, @Nullable TemporaryFolder temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /** @throws EnvironmentProblem when it cannot be written */
    public static Workspace open(Optional<Path> given) {
        try {
            if (given.isEmpty()) {
                var temporary = TemporaryFolder.open(Path.of(System.getProperty("java.io.tmpdir")));
                return new Workspace(temporary.path(), temporary);
            }
            var path = Files.createDirectories(given.get().toAbsolutePath());
            Files.delete(Files.createTempFile(path, "writable", null));
            return new Workspace(path, null);
        } catch (IOException e) {
            throw new EnvironmentProblem(
                    "folder " + given.map(Path::toString).orElse("for temporary files") + " cannot be written ("
                            + e.getClass().getSimpleName() + "): choose another",
                    e);
        }
    }

    public boolean kept() {
        return temporary == null;
    }

    /** A folder in it, made when missing. */
    public Path folder(String name) throws IOException {
        return Files.createDirectories(path.resolve(name));
    }

    @Override
    public void close() throws IOException {
        if (temporary != null) temporary.close();
    }
}
