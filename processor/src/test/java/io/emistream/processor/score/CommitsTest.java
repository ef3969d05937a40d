package io.emistream.processor.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.schemas.avro.StageLatency;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitsTest {
    private static final StageLatency FRESH = latency(1_999);
    private static final StageLatency LATE = latency(2_000);

    private final List<Long> asked = new ArrayList<>();
    private long committed;
    private long now;
    private final Commits commits = new Commits(() -> committed, () -> asked.add(now));

    @Test
    void aFreshResultIsCommittedAtTheNextLook() {
        look(1_000);
        commits.forwarded(FRESH);
        look(1_005);

        assertThat(asked).containsExactly(1_005L);
    }

    @Test
    void nothingIsAskedForWithoutAResult() {
        look(1_000);
        look(2_000);

        assertThat(asked).isEmpty();
    }

    @Test
    void itIsAskedForUntilItComes() {
        commits.forwarded(FRESH);
        look(1_000);
        look(1_005);
        committed++;
        look(1_010);
        look(1_040);

        assertThat(asked).containsExactly(1_000L, 1_005L);
    }

    @Test
    void twoAreTwentyMillisecondsApart() {
        committed++;
        look(1_000);
        commits.forwarded(FRESH);
        look(1_019);
        look(1_020);

        assertThat(asked).containsExactly(1_020L);
    }

    @Test
    void whatIsLateWaitsForKafkasInterval() {
        commits.forwarded(LATE);
        look(1_000);

        assertThat(asked).isEmpty();
    }

    @Test
    void aFreshResultTakesLateOnesWithIt() {
        commits.forwarded(FRESH);
        commits.forwarded(LATE);
        look(1_000);

        assertThat(asked).containsExactly(1_000L);
    }

    private void look(long at) {
        now = at;
        commits.look(at);
    }

    /** @param millis from the broker to the result */
    private static StageLatency latency(double millis) {
        return new StageLatency(30.0, 1.0, 1.0, 30 + millis);
    }
}
