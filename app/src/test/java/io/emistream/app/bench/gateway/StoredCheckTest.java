package io.emistream.app.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoredCheckTest {
    private final StoredCheck check = new StoredCheck(2);

    @Test
    void isContentWithEachChunkOnceAndInOrder() {
        for (int session = 0; session < 2; session++) {
            assertThat(check.hear(session, 0, 1600, false)).isTrue();
            assertThat(check.hear(session, 1600, 800, false)).isTrue();
            assertThat(check.hear(session, 2400, 0, true)).isTrue();
        }

        assertThat(check.wrong()).isZero();
        assertThat(check.incomplete(2400)).isZero();
    }

    @Test
    void tellsAChunkThatCameTwice() {
        check.hear(0, 0, 1600, false);

        assertThat(check.hear(0, 0, 1600, false)).isFalse();

        assertThat(check.wrong()).isOne();
    }

    @Test
    void tellsAHole() {
        check.hear(0, 0, 1600, false);
        check.hear(0, 3200, 1600, true);

        assertThat(check.wrong()).isOne();
        assertThat(check.incomplete(4800)).isEqualTo(2); // and a session of which nothing came
    }

    @Test
    void tellsASessionWithoutItsEnd() {
        check.hear(0, 0, 1600, false);
        check.hear(1, 0, 1600, true);

        assertThat(check.incomplete(1600)).isOne();
    }
}
