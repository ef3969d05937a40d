package io.emistream.app.bench.scale;

import static io.emistream.app.bench.scale.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private final Waiting waiting = new Waiting(
            List.of(
                    event("a", 1_000, 4_000),
                    event("b", 2_000, 5_000),
                    event("a", 3_000, 6_000),
                    event("b", 3_500, 7_000)),
            2);

    @Test
    void isWhatWasClosedAndHasNoEventYet() {
        assertThat(waiting.seconds(Instant.ofEpochMilli(999))).isZero();
        assertThat(waiting.seconds(Instant.ofEpochMilli(3_999))).isEqualTo(2);
        assertThat(waiting.seconds(Instant.ofEpochMilli(6_000))).isEqualTo(0.5);
    }

    @Test
    void isSettledAtTheFirstEventAfterWhichLessThanASecondWaits() {
        assertThat(waiting.settled(Instant.ofEpochMilli(3_900))).contains(Instant.ofEpochMilli(6_000));
        assertThat(waiting.settled(Instant.ofEpochMilli(7_001))).isEmpty();
    }
}
