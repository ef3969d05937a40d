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
    void countsFromTheFirstEventOfTheLastToBeginToFourFifthsOfAll() {
        events("early", 0, 10_000);
        events("late", 2_000, 10_000);

        assertThat(Steady.of(arrivals, Duration.ZERO)).contains(new Steady(124, 6.2)); // 145th of 182, at 8.2 s
    }

    @Test
    void beginsWhenAllAudioIsOnTheLog() {
        events("one", 1_000, 10_000);
        arrivals.add(event("one", 4_000, 9_950));

        assertThat(Steady.of(arrivals, Duration.ofSeconds(1)).orElseThrow())
                .isEqualTo(new Steady(32, 3.2)); // from 5 s: captured at 4 s, a second late
    }

    @Test
    void whoRunsOutOfWorkEarlyLowersTheRate() {
        events("one", 0, 2_000);
        events("other", 0, 10_000);

        assertThat(Steady.of(arrivals, Duration.ZERO).orElseThrow().perSecond()).isLessThan(15);
    }

    @Test
    void saysNothingWhereFewEventsCameOfAllAtOnce() {
        events("one", 1_000, 5_000);
        events("other", 5_000, 5_500);

        assertThat(Steady.of(arrivals, Duration.ZERO)).isEmpty();
        assertThat(Steady.of(List.of(), Duration.ZERO)).isEmpty();
    }

    /** Ten a second, first and last included, of audio that was there before. */
    private void events(String session, long first, long last) {
        for (long at = first; at <= last; at += 100) arrivals.add(event(session, 0, at));
    }
}
