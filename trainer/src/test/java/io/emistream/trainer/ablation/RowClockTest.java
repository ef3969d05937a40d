package io.emistream.trainer.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.trainer.fit.EpochResult;
import io.emistream.trainer.fit.Progress;
import io.emistream.trainer.run.RunListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowClockTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path row;

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void addsUpWhatProcessesTookOneAfterAnother() throws IOException {
        for (int process = 1; process <= 3; process++) {
            RowClock clock = RowClock.at(row, new Deaf(), nanos::get);
            nanos.addAndGet(2_500_000_000L);
            clock.keep();

            assertThat(RowClock.read(row)).isEqualTo(2.5 * process);
        }
        try (var files = Files.list(row)) {
            assertThat(files).containsExactly(row.resolve("seconds.txt"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "1.5e", "soon"})
    void countsAnewWhereNoNumberWasLeft(String left) throws IOException {
        Files.writeString(row.resolve("seconds.txt"), left);

        RowClock clock = RowClock.at(row, new Deaf(), nanos::get);
        nanos.addAndGet(1_000_000_000L);
        clock.keep();

        assertThat(RowClock.read(row)).isEqualTo(1);
    }

    private static final class Deaf implements RunListener {
        @Override
        public void started(Clips clips, List<String> fresh, Optional<Progress> from, int epochs, long steps) {}

        @Override
        public void stepped(Progress progress, long steps, double loss, double rate) {}

        @Override
        public void ended(EpochResult result, boolean best) {}
    }
}
