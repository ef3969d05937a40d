package io.emistream.app.bench.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import io.emistream.app.problem.EnvironmentProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FalseClockIT {
    @TempDir
    private Path folder;

    @Test
    void isRightUntilItJumpsAndRightAgainWhenItJumpsBack() throws IOException {
        var clock = clock();
        assertThat(secondsAhead(clock)).isCloseTo(0, within(60L));

        clock.jump(Duration.ofHours(1));
        assertThat(secondsAhead(clock)).isCloseTo(3600, within(60L));

        clock.jump(Duration.ZERO);
        assertThat(secondsAhead(clock)).isCloseTo(0, within(60L));
    }

    private FalseClock clock() {
        try {
            return FalseClock.in(folder);
        } catch (EnvironmentProblem e) {
            return abort(e.getMessage());
        }
    }

    /** Of a process that goes by the clock. */
    private static long secondsAhead(FalseClock clock) throws IOException {
        var builder = new ProcessBuilder("date", "+%s");
        builder.environment().putAll(clock.environment());
        var said = new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        return Long.parseLong(said.strip()) - Instant.now().getEpochSecond();
    }
}
