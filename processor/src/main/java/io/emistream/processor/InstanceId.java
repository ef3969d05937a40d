package io.emistream.processor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The name of an instance in its group, kept in its state folder: one that was killed and comes back is known by it (KIP-345) and goes on with its tasks at
 * once, instead of waiting until the group gives up on who it was.
 */
final class InstanceId {
    private static final String FILE = "instance-id";

    private InstanceId() {}

    /** Of this folder; made when there is none yet. */
    static String in(Path stateDir) {
        var file = stateDir.resolve(FILE);
        try {
            if (Files.exists(file)) return Files.readString(file).strip();
            Files.createDirectories(stateDir);
            var id = UUID.randomUUID().toString();
            Files.writeString(file, id);
            return id;
        } catch (IOException e) {
            throw new IllegalStateException("the state folder " + stateDir + " cannot be used: " + e, e);
        }
    }
}
