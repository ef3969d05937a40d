package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
    private final AtomicLong wallMillis = new AtomicLong(1_900_000_000_000L);
    private final AtomicLong nanos = new AtomicLong(-77);
    private final List<Duration> steps = new ArrayList<>();
    private final ClockWatch watch = new ClockWatch(wallMillis::get, nanos::get, steps::add);

    @Test
    void timeThatPassesIsNoStep() {
        pass(Duration.ofMillis(500));
        pass(Duration.ofHours(1)); // nobody looked: the process was frozen

        assertThat(steps).isEmpty();
    }

    @Test
    void aClockThatIsKeptInStepIsNotSet() {
        set(Duration.ofMillis(900));
        pass(Duration.ofSeconds(1));
        set(Duration.ofMillis(-1_900));

        assertThat(steps).isEmpty();
    }

    @Test
    void eachStepIsToldOnceAheadAndBack() {
        set(Duration.ofHours(1));
        pass(Duration.ofSeconds(1));
        set(Duration.ofHours(-1));
        pass(Duration.ofSeconds(1));

        assertThat(steps).containsExactly(Duration.ofHours(1), Duration.ofHours(-1));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        set(time);
    }

    private void set(Duration by) {
        wallMillis.addAndGet(by.toMillis());
        watch.look();
    }
}
