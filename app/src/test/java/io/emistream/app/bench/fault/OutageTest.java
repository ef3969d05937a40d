package io.emistream.app.bench.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.emistream.app.bench.load.Arrival;
import io.emistream.app.bench.load.Range;
import io.emistream.app.bench.load.Stage;
import io.emistream.app.bench.load.Voice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void recoveryIsTheLongestWaitAroundAStrike() {
        var strike = new Outage(BEGIN, BEGIN);

        double recovery = strike.recovery(List.of(heard(-5, 60), heard(2, 6), heard(4, 5), heard(60, 99)));

        assertThat(recovery).isEqualTo(4, within(1e-6));
    }

    @Test
    void recoveryBeginsWhenItBecamePossible() {
        var outage = new Outage(BEGIN, BEGIN.plusSeconds(20));

        double recovery = outage.recovery(List.of(heard(1, 23), heard(21, 25), heard(-0.5, 0.1)));

        assertThat(recovery).isEqualTo(4, within(1e-6));
    }

    @Test
    void withoutAnEventThereIsNoRecovery() {
        assertThat(new Outage(BEGIN, BEGIN).recovery(List.of())).isNaN();
    }

    /** Seconds after the begin. */
    private static Arrival heard(double captured, double visible) {
        return new Arrival(
                new Voice.Speaker("session", "voice"),
                new Range(0, 1),
                false,
                BEGIN.plusMillis((long) (1000 * visible)),
                Map.of(Stage.TOTAL, 1000 * (visible - captured)));
    }
}
