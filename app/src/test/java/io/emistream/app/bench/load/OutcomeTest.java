package io.emistream.app.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final SegmentCheck ALL = new SegmentCheck(3, 3, 0, 0, 0);
    private static final SegmentCheck TWO_OF_THREE = new SegmentCheck(3, 2, 0, 0, 0);
    private static final MarkedCheck SOUND = new MarkedCheck(1, 100, 0, 0, 0, 0);

    @Test
    void keepsUpWhereNothingIsWrong() {
        var outcome = outcome(ALL, SOUND, true, 0);

        assertThat(outcome.faultless()).isTrue();
        assertThat(outcome.overload()).isEmpty();
    }

    @Test
    void whatIsMissingInTheEndIsLost() {
        var outcome = outcome(TWO_OF_THREE, SOUND, true, 0);

        assertThat(outcome.lost()).isEqualTo(1);
        assertThat(outcome.faultless()).isFalse();
        assertThat(outcome.faults()).startsWith("1 of 3 segments lost");
    }

    @Test
    void whatIsStillToComeIsLateAndNoFault() {
        var uncovered = new MarkedCheck(1, 100, 100, 0, 0, 0);

        var outcome = outcome(TWO_OF_THREE, uncovered, false, 0);

        assertThat(outcome.faultless()).isTrue();
        assertThat(outcome.overload()).contains("1 events late");
    }

    @Test
    void anyFaultCountsOfEitherCheck() {
        assertThat(outcome(new SegmentCheck(3, 3, 1, 0, 0), SOUND, true, 0).faultless())
                .isFalse();
        assertThat(outcome(new SegmentCheck(3, 3, 0, 1, 0), SOUND, true, 0).faultless())
                .isFalse();
        assertThat(outcome(new SegmentCheck(3, 3, 0, 0, 1), SOUND, true, 0).faultless())
                .isFalse();
        assertThat(outcome(ALL, new MarkedCheck(1, 100, 1, 0, 0, 0), true, 0).faultless())
                .isFalse();
        assertThat(outcome(ALL, new MarkedCheck(1, 100, 0, 1, 0, 0), false, 0).faultless())
                .isFalse();
    }

    @Test
    void moreThanASecondOfAudioBehindIsTooMuch() {
        assertThat(outcome(ALL, SOUND, true, 20).overload()).isEmpty();
        assertThat(outcome(ALL, SOUND, true, 21).overload()).contains("lag of 21 chunks");
    }

    @Test
    void audioAndWindowsAreThoseOfAllVoices() {
        var outcome = outcome(ALL, SOUND, true, 0);

        assertThat(outcome.audioBytes()).isEqualTo(2 * 10 * 32_000);
        assertThat(outcome.windowBytes()).isEqualTo(2 * 12 * 32_000);
    }

    private static Outcome outcome(SegmentCheck segments, MarkedCheck marked, boolean complete, long lag) {
        var load = new Load(1, Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofSeconds(1));
        return new Outcome(
                load,
                2,
                202,
                10,
                List.of(),
                segments,
                marked,
                complete,
                lag,
                Duration.ZERO,
                Optional.empty(),
                Optional.empty());
    }
}
