package io.emistream.app.role;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary folder that goes when its process goes: deleted at close, and by the next process that opens one when its own was
 * killed. A lock in it, which the system takes back from the dead, tells the two apart.
 */
final class TemporaryFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);
    private static final String PREFIX = "emistream-run-";
    private static final String LOCK = "in-use.lock";

    private final Path path;
    private final FileChannel owner;

    private TemporaryFolder(Path path, FileChannel owner) {
        this.path = path;
        this.owner = owner;
    }

    /** Makes one within the parent, and deletes what dead processes of the same user left there. */
    static TemporaryFolder open(Path parent) throws IOException {
        var fresh = Files.createTempDirectory(parent, "emistream-new-");
        var channel = FileChannel.open(fresh.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        // only now it gets the name that others look at: they must not meet it unlocked
        var path = Files.move(
                fresh, parent.resolve(PREFIX + fresh.getFileName().toString().replace("emistream-new-", "")));
        sweep(parent, path);
        return new TemporaryFolder(path, channel);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        owner.close();
        delete(path);
    }

    private static void sweep(Path parent, Path own) throws IOException {
        try (var folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (var folder : folders) if (!folder.equals(own)) deleteIfLeft(folder, own);
        }
    }

    private static void deleteIfLeft(Path folder, Path own) {
        try {
            if (isOurs(folder, own) && isLeft(folder)) delete(folder);
        } catch (IOException e) {
            LOG.atInfo().addKeyValue("folder", folder).addKeyValue("reason", e).log("a left folder stays");
        }
    }

    private static boolean isOurs(Path folder, Path own) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own));
    }

    private static boolean isLeft(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                var lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // of this very process
        }
    }

    private static void delete(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
