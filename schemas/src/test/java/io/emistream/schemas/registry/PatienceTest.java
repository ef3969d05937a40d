package io.emistream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Patience PATIENCE =
            new Patience(SECOND, SECOND, 9, Duration.ofMillis(100), Duration.ofMillis(1_000));

    @Test
    void doublesPausesUpToTheLongest() {
        assertThat(IntStream.range(0, 6)
                        .mapToObj(round -> PATIENCE.pause(round, 0).toMillis()))
                .containsExactly(100L, 200L, 400L, 800L, 1_000L, 1_000L);
    }

    @Test
    void shortensAPauseByAtMostHalf() {
        assertThat(PATIENCE.pause(1, 0.5)).isEqualTo(Duration.ofMillis(150));
        assertThat(PATIENCE.pause(1, 0.999_999)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void pausesNoLongerThanTheLongestHoweverManyRounds() {
        assertThat(PATIENCE.pause(10_000, 0)).isEqualTo(Duration.ofMillis(1_000));
    }

    @Test
    void refusesToWaitForNothing() {
        assertThatThrownBy(() -> new Patience(Duration.ZERO, SECOND, 1, SECOND, SECOND))
                .hasMessageContaining("connect is PT0S");
        assertThatThrownBy(() -> new Patience(SECOND, SECOND, 0, SECOND, SECOND))
                .hasMessageContaining("rounds is 0");
        assertThatThrownBy(() -> new Patience(SECOND, SECOND, 1, SECOND, Duration.ofMillis(1)))
                .hasMessageContaining("longestPause is PT0.001S");
    }
}
