package io.emistream.app.broker;

import io.emistream.app.problem.EnvironmentProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder of one broker: checked before Kafka meets it, held by one process, deleted at close when it was temporary. */
final class BrokerFolder implements AutoCloseable {
    private final Path path;
    private final boolean temporary;
    private final FileChannel owner;

    private BrokerFolder(Path path, boolean temporary, FileChannel owner) {
        this.path = path;
        this.temporary = temporary;
        this.owner = owner;
    }

    /** @throws EnvironmentProblem when the folder cannot be written or another broker holds it */
    static BrokerFolder open(Optional<Path> given) {
        try {
            var path = given.isPresent()
                    ? Files.createDirectories(given.get().toAbsolutePath())
                    : Files.createTempDirectory("emistream-kafka-");
            var channel =
                    FileChannel.open(path.resolve("emi.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new EnvironmentProblem(
                        "folder " + path + " is in use by another embedded broker: stop it, or choose another folder");
            }
            return new BrokerFolder(path, given.isEmpty(), channel);
        } catch (IOException e) {
            var name = given.map(Path::toString).orElse("for temporary files");
            throw new EnvironmentProblem(
                    "folder " + name + " cannot be written (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "): choose another one",
                    e);
        }
    }

    Path path() {
        return path;
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    @Override
    public void close() {
        try {
            owner.close();
            if (temporary) delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException("could not clean up " + path, e);
        }
    }

    private static void delete(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
