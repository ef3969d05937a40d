package io.emistream.processor.segment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SegmentRulesTest {
    private static final SegmentRules STANDARD = SegmentRules.standard();

    @Test
    void refusesSegmentsLongerThanTheModelTakes() {
        assertThatThrownBy(() -> with(Duration.ofMillis(12_020), STANDARD.shortest(), STANDARD.postRoll(), 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("segments.longest is 12020 ms; give 1000 ms to 12000 ms");
    }

    @Test
    void refusesSegmentsTooShortForOneFrameOfTheModel() {
        assertThatThrownBy(() -> with(STANDARD.longest(), Duration.ofMillis(20), STANDARD.postRoll(), 16))
                .hasMessageContaining("segments.shortest is 20 ms");
    }

    @Test
    void refusesAPostRollBeyondWhatWasHeard() {
        assertThatThrownBy(() -> with(STANDARD.longest(), STANDARD.shortest(), Duration.ofSeconds(1), 16))
                .hasMessageContaining("segments.postRoll is 1000 ms; give 0 ms to 400 ms");
    }

    @Test
    void refusesAWindowOfNothing() {
        assertThatThrownBy(() -> with(STANDARD.longest(), STANDARD.shortest(), STANDARD.postRoll(), 0))
                .hasMessageContaining("segments.reorderWindow is 0 chunks");
    }

    @Test
    void refusesAnOffsetAboveTheOnsetAndNoNumber() {
        assertThatThrownBy(() -> new VoiceRules(6, 8, -60, Duration.ofMillis(60)))
                .hasMessageContaining("segments.voice.offsetDb is 8.0 dB");
        assertThatThrownBy(() -> new VoiceRules(Double.NaN, 5, -60, Duration.ofMillis(60)))
                .hasMessageContaining("segments.voice.onsetDb is NaN");
    }

    private static SegmentRules with(Duration longest, Duration shortest, Duration postRoll, int window) {
        return new SegmentRules(
                longest,
                shortest,
                STANDARD.hangover(),
                STANDARD.join(),
                STANDARD.preRoll(),
                postRoll,
                STANDARD.lookback(),
                STANDARD.voice(),
                window);
    }
}
