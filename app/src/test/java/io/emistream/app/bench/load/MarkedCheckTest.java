package io.emistream.app.bench.load;

import static io.emistream.app.bench.load.Heard.ANN;
import static io.emistream.app.bench.load.Heard.BEN;
import static io.emistream.app.bench.load.Heard.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkedCheckTest {
    private static final Map<Voice.Speaker, List<Range>> TWO_BURSTS =
            Map.of(ANN, List.of(new Range(100, 199), new Range(500, 599)));

    @Test
    void passesWhereEachBurstIsInOneEvent() {
        var check = MarkedCheck.of(TWO_BURSTS, List.of(event(ANN, 90, 210), event(ANN, 500, 599)));

        assertThat(check).isEqualTo(new MarkedCheck(2, 200, 0, 0, 0, 0));
        assertThat(check.passed()).isTrue();
    }

    @Test
    void passesWhereABurstIsSplitWithoutAGap() {
        var check =
                MarkedCheck.of(TWO_BURSTS, List.of(event(ANN, 90, 149), event(ANN, 150, 210), event(ANN, 480, 640)));

        assertThat(check.passed()).isTrue();
    }

    @Test
    void findsALostEvent() {
        var check = MarkedCheck.of(TWO_BURSTS, List.of(event(ANN, 90, 210)));

        assertThat(check.uncovered()).isEqualTo(100);
        assertThat(check.passed()).isFalse();
    }

    @Test
    void findsSamplesLostAtAnEdge() {
        var check = MarkedCheck.of(TWO_BURSTS, List.of(event(ANN, 103, 210), event(ANN, 500, 597)));

        assertThat(check.uncovered()).isEqualTo(5);
    }

    @Test
    void findsADoubledEvent() {
        var check = MarkedCheck.of(TWO_BURSTS, List.of(event(ANN, 90, 210), event(ANN, 90, 210), event(ANN, 500, 599)));

        assertThat(check.repeated()).isEqualTo(100);
        assertThat(check.passed()).isFalse();
    }

    @Test
    void findsOverlappingEvents() {
        var check =
                MarkedCheck.of(TWO_BURSTS, List.of(event(ANN, 90, 160), event(ANN, 151, 210), event(ANN, 500, 599)));

        assertThat(check.repeated()).isEqualTo(10);
        assertThat(check.reordered()).isEqualTo(1);
    }

    @Test
    void findsEventsOutOfOrder() {
        var check = MarkedCheck.of(TWO_BURSTS, List.of(event(ANN, 500, 599), event(ANN, 90, 210)));

        assertThat(check).isEqualTo(new MarkedCheck(2, 200, 0, 0, 1, 0));
        assertThat(check.passed()).isFalse();
    }

    @Test
    void findsAnEventOfQuiet() {
        var check =
                MarkedCheck.of(TWO_BURSTS, List.of(event(ANN, 90, 210), event(ANN, 300, 400), event(ANN, 500, 599)));

        assertThat(check).isEqualTo(new MarkedCheck(2, 200, 0, 0, 0, 1));
        assertThat(check.passed()).isFalse();
    }

    @Test
    void takesNobodyElsesEventForTheSpeakers() {
        var check = MarkedCheck.of(TWO_BURSTS, List.of(event(ANN, 90, 210), event(BEN, 500, 599)));

        assertThat(check.uncovered()).isEqualTo(100);
    }

    @Test
    void marksAreWhatTheSegmenterCoversOnce() {
        for (int seed = 0; seed < 40; seed++) {
            long length = (10 + 3L * seed) * Sound.RATE;
            var tones = new MarkedTones(seed, length);
            var voice = new Voice("call", "tones", tones, length);
            var events = voice.segments().stream()
                    .map(range -> event(voice.speaker(), range.first(), range.last()))
                    .toList();

            var check = MarkedCheck.of(Map.of(voice.speaker(), tones.bursts()), events);

            assertThat(tones.bursts()).isNotEmpty();
            assertThat(check.passed()).as("seed %d: %s", seed, check).isTrue();
        }
    }
}
