package io.emistream.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.app.problem.UsageProblem;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeginningTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Survey NOTHING = new Survey(List.of(), List.of());

    @Test
    void isNowOrATimeWithItsZone() throws IOException {
        assertThat(Beginning.parse("now").of(NOTHING, NOW)).isEqualTo(NOW);
        assertThat(Beginning.parse("2026-03-01T10:00:00+02:00").of(NOTHING, NOW))
                .isEqualTo(Instant.parse("2026-03-01T08:00:00Z"));
    }

    @Test
    void refusesATimeWithoutAZoneAndSaysWhatIsOne() {
        assertThatThrownBy(() -> Beginning.parse("2026-03-01 10:00"))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContaining("--start is '2026-03-01 10:00'")
                .hasMessageContaining("2026-03-01T10:00:00Z");
    }

    @Test
    void aSampleLastsSixtyTwoAndAHalfMicroseconds() {
        assertThat(Beginning.length(16_000)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Beginning.length(1)).isEqualTo(Duration.ofNanos(62_500));
    }
}
