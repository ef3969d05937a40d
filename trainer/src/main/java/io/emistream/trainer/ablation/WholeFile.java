package io.emistream.trainer.ablation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that appear whole, by a rename: whoever is killed meanwhile leaves what was there before. */
final class WholeFile {
    private WholeFile() {}

    /** Writes to the path it is given. */
    @FunctionalInterface
    interface Content {
        void writeTo(Path staging) throws IOException;
    }

    static void write(Path file, Content content) throws IOException {
        Files.createDirectories(file.getParent());
        Path staging = file.resolveSibling(file.getFileName() + ".writing");
        content.writeTo(staging);
        Files.move(staging, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
