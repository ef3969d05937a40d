package io.emistream.app.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderIT {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path parent;

    @Test
    void goesWithItsOwnerAndEverythingInIt() throws Exception {
        try (var folder = TemporaryFolder.open(parent)) {
            Files.writeString(
                    Files.createDirectories(folder.path().resolve("kafka/logs")).resolve("0.log"), "chunks");
        }

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void takesAwayWhatAKilledProcessLeftAndNothingElse() throws Exception {
        var left = Files.createDirectories(parent.resolve("emistream-run-1/state"));
        Files.writeString(parent.resolve("emistream-run-1/in-use.lock"), "");
        Files.writeString(left.resolve("store"), "chunks");
        var notOurs = Files.createDirectories(parent.resolve("emistream-run-2-without-a-lock"));
        var other = Files.writeString(parent.resolve("emistream-run-3-a-file"), "");

        try (var living = TemporaryFolder.open(parent);
                var fresh = TemporaryFolder.open(parent)) {
            assertThat(parent).isDirectoryNotContaining(file -> file.endsWith("emistream-run-1"));
            assertThat(living.path()).isDirectory();
            assertThat(fresh.path()).isDirectory();
            assertThat(notOurs).isDirectory();
            assertThat(other).exists();
        }
    }
}
