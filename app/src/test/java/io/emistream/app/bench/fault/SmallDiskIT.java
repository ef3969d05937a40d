package io.emistream.app.bench.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.emistream.app.problem.EnvironmentProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallDiskIT {
    @TempDir
    private Path folder;

    @Test
    void keepsWhatAProcessWroteRefusesMoreWhileFullAndTakesItOnceFreed() throws Exception {
        try (var disk = mounted()) {
            assertThat(in(disk, "echo kept > a")).isZero();

            disk.fill();
            assertThat(in(disk, "head -c 100000 /dev/zero > b")).isNotZero();

            disk.free();
            assertThat(in(disk, "grep kept a && head -c 100000 /dev/zero > b")).isZero();
        }
    }

    @Test
    void isSeenByNobodyElse() throws Exception {
        try (var disk = mounted()) {
            in(disk, "echo hidden > a");

            assertThat(folder).isEmptyDirectory();
        }
    }

    private SmallDisk mounted() {
        try {
            return SmallDisk.mount(folder, 8);
        } catch (EnvironmentProblem e) {
            return abort(e.getMessage());
        }
    }

    /** Exit code of a script that runs where the disk is. */
    private int in(SmallDisk disk, String script) throws Exception {
        var words = new ArrayList<>(disk.entrance());
        words.addAll(List.of("sh", "-c", "cd \"$0\" && " + script, folder.toString()));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
