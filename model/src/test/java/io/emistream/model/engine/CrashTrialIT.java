package io.emistream.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.model.soak.CrashTrial;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three runs of the trial whose hundred are recorded in {@code bench/results-native.md}. */
class CrashTrialIT {

    @Test
    void endsWithoutACrashWhileThreadsAreInsideTheLibrary(@TempDir Path folder) throws Exception {
        var result = new CrashTrial(NativeTrials.child("gated"), folder, 3, 7).run(line -> {});

        assertThat(result.exits()).containsOnlyKeys("sigterm:143", "exit:0", "return:0");
        assertThat(result.crashed()).isZero();
    }
}
