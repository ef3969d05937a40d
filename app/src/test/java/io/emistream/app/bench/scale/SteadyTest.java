package io.emistream.app.bench.scale;

import static io.emistream.app.bench.scale.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.app.bench.load.Arrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteadyTest {
    private final List<Arrival> arrivals = new ArrayList<>();

    @Test
    void countsFromTheFirstEventOfTheLastToBeginToTheLastEventOfTheFirstToEnd() {
        events("early", 1_000, 5_000);
        events("late", 2_000, 8_000);

        assertThat(Steady.of(arrivals, Duration.ZERO)).contains(new Steady(60, 3)); // from 2 to 5 s, 10 a second each
    }

    @Test
    void beginsWhenAllAudioIsOnTheLog() {
        events("one", 1_000, 8_000);
        arrivals.add(event("one", 4_000, 7_950));

        assertThat(Steady.of(arrivals, Duration.ofSeconds(1)).orElseThrow().seconds())
                .isEqualTo(3); // captured at 4 s, a second late
    }

    @Test
    void saysNothingWhereTheyWereNeverAllBusy() {
        events("one", 1_000, 5_000);
        events("other", 5_000, 9_000);

        assertThat(Steady.of(arrivals, Duration.ZERO)).isEmpty();
        assertThat(Steady.of(List.of(), Duration.ZERO)).isEmpty();
    }

    /** Ten a second, first and last included, of audio that was there before. */
    private void events(String session, long first, long last) {
        for (long at = first; at <= last; at += 100) arrivals.add(event(session, 0, at));
    }
}
