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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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

    @Test
    void leavesTheWaitsOfJavaAsTheyAre() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var classes = System.getProperty("java.class.path");

        var said = said(clock(), java.toString(), "-cp", classes, ShortWaits.class.getName());

        assertThat(Long.parseLong(said)).isGreaterThanOrEqualTo(ShortWaits.MILLIS);
    }

    /** A process that waits for a while, and says for how many milliseconds it did. */
    static final class ShortWaits {
        static final long MILLIS = 100;

        public static void main(String[] none) {
            long begin = System.nanoTime();
            for (int i = 0; i < MILLIS / 5; i++) LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            System.out.println(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        }
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
        return Long.parseLong(said(clock, "date", "+%s")) - Instant.now().getEpochSecond();
    }

    private static String said(FalseClock clock, String... command) throws IOException {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(clock.environment());
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
}
