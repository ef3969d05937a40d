package io.emistream.app.bench.load;

import static io.emistream.app.bench.load.Heard.ANN;
import static io.emistream.app.bench.load.Heard.BEN;
import static io.emistream.app.bench.load.Heard.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SegmentCheckTest {
    private static final Map<Voice.Speaker, List<Range>> EXPECTED =
            Map.of(ANN, List.of(new Range(0, 99), new Range(200, 299)), BEN, List.of(new Range(0, 99)));

    @Test
    void isContentWithEachSegmentOnceInOrder() {
        var check = SegmentCheck.of(EXPECTED, List.of(event(ANN, 0, 99), event(BEN, 0, 99), event(ANN, 200, 299)));

        assertThat(check).isEqualTo(new SegmentCheck(3, 3, 0, 0, 0));
    }

    @Test
    void findsWhatIsMissing() {
        var check = SegmentCheck.of(EXPECTED, List.of(event(ANN, 0, 99), event(ANN, 200, 299)));

        assertThat(check.missing()).isEqualTo(1);
    }

    @Test
    void findsWhatCameTwice() {
        var check = SegmentCheck.of(
                EXPECTED, List.of(event(ANN, 0, 99), event(BEN, 0, 99), event(BEN, 0, 99), event(ANN, 200, 299)));

        assertThat(check).isEqualTo(new SegmentCheck(3, 3, 1, 0, 0));
    }

    @Test
    void findsWhatCameAfterALaterOneOfTheSameSpeaker() {
        var check = SegmentCheck.of(EXPECTED, List.of(event(ANN, 200, 299), event(BEN, 0, 99), event(ANN, 0, 99)));

        assertThat(check).isEqualTo(new SegmentCheck(3, 3, 0, 1, 0));
    }

    @Test
    void doesNotTakeAnotherLengthForTheSegment() {
        var check = SegmentCheck.of(EXPECTED, List.of(event(ANN, 0, 98), event(BEN, 0, 99), event(ANN, 200, 299)));

        assertThat(check).isEqualTo(new SegmentCheck(3, 2, 0, 0, 1));
    }
}
