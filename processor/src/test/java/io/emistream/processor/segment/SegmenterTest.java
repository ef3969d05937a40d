package io.emistream.processor.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.schemas.avro.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmenterTest {
    private static final SegmentRules RULES = SegmentRules.standard();
    private static final int RATE = 16_000;

    @Test
    void cutsAtAPauseAndAtTheEnd() {
        var sound = Sound.ofSeconds(6, 10, 1).speech(1, 3, 5000).speech(4, 6, 5000);

        var cuts = Segmentation.of(RULES, sound.samples());

        assertThat(cuts).extracting(SegmenterTest::trigger).containsExactly(Trigger.PAUSE, Trigger.END);
        assertThat(cuts.get(0).firstSample()).isBetween((long) (0.8 * RATE), (long) RATE);
        assertThat(cuts.get(0).lastSample()).isBetween((long) (2.95 * RATE), (long) (3.2 * RATE));
    }

    @Test
    void cutsAtTwelveSecondsEvenWithoutSilence() {
        var sound = Sound.ofSeconds(30, 10, 2).speech(0, 30, 5000);

        var cuts = Segmentation.of(RULES, sound.samples());

        assertThat(cuts)
                .extracting(SegmenterTest::trigger)
                .containsExactly(Trigger.LENGTH, Trigger.LENGTH, Trigger.END);
        assertThat(cuts).allSatisfy(cut -> assertThat(cut.length()).isLessThanOrEqualTo(12 * RATE));
        assertThat(cuts.get(0).length()).isGreaterThan(11 * RATE);
        assertThat(cuts.get(1).firstSample()).isEqualTo(cuts.get(0).lastSample() + 1);
        assertThat(cuts.get(2).firstSample()).isEqualTo(cuts.get(1).lastSample() + 1);
    }

    @Test
    void cutsALongStretchBetweenSyllables() {
        var sound = Sound.ofSeconds(14, 10, 3).speech(0, 14, 5000);

        var cut = Segmentation.of(RULES, sound.samples()).get(0);

        long intoSyllable = cut.lastSample() % 3200;
        assertThat(intoSyllable).isGreaterThanOrEqualTo(2400); // the quiet quarter of each 200 ms
    }

    @Test
    void cutsExactlyAtTheLimitWithoutLookback() {
        var exact = new SegmentRules(
                RULES.longest(),
                RULES.shortest(),
                RULES.hangover(),
                RULES.join(),
                RULES.preRoll(),
                RULES.postRoll(),
                Duration.ZERO,
                RULES.voice(),
                RULES.reorderWindow());
        var sound = Sound.ofSeconds(14, 10, 3).speech(0, 14, 5000);

        var cut = Segmentation.of(exact, sound.samples()).get(0);

        assertThat(cut.length()).isEqualTo(12 * RATE);
    }

    @Test
    void joinsAShortWordToTheSpeechThatFollows() {
        var sound = Sound.ofSeconds(6, 10, 4).speech(1, 1.3, 5000).speech(2.5, 4, 5000);

        var cuts = Segmentation.of(RULES, sound.samples());

        assertThat(cuts).hasSize(1);
        assertThat(cuts.get(0).firstSample()).isLessThanOrEqualTo(RATE);
        assertThat(cuts.get(0).lastSample()).isGreaterThanOrEqualTo((long) (3.95 * RATE));
    }

    @Test
    void reportsAShortWordAloneAsSkippedWithItsSamples() {
        var sound = Sound.ofSeconds(8, 10, 5).speech(1, 1.3, 5000).speech(5, 7, 5000);

        var cuts = Segmentation.of(RULES, sound.samples());

        assertThat(cuts).hasSize(2);
        assertThat(cuts.get(0)).isInstanceOfSatisfying(Cut.Skipped.class, skipped -> {
            assertThat(skipped.firstSample()).isLessThanOrEqualTo(RATE);
            assertThat(skipped.lastSample()).isGreaterThanOrEqualTo((long) (1.25 * RATE));
            assertThat(skipped.reason()).contains("ms of voice").contains("needs 500 ms");
        });
        assertThat(cuts.get(1)).isInstanceOf(Cut.Segment.class);
    }

    @Test
    void reportsAWordThatTheEndInterrupts() {
        var sound = Sound.ofSeconds(2, 10, 6).speech(1.96, 2, 5000);

        var cuts = Segmentation.of(RULES, sound.samples());

        assertThat(cuts).singleElement().isInstanceOf(Cut.Skipped.class);
        assertThat(cuts.get(0).lastSample()).isEqualTo(2 * RATE - 1);
    }

    @Test
    void hearsNothingInDigitalSilence() {
        assertThat(Segmentation.of(RULES, new short[60 * RATE])).isEmpty();
    }

    @Test
    void hearsNothingInNothing() {
        assertThat(Segmentation.of(RULES, new short[0])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 10, 100, 1000, 5000})
    void takesConstantNoiseForVoiceForFourSecondsAtMost(double level) {
        var noise = Sound.ofSeconds(60, level, 7);

        var cuts = Segmentation.of(RULES, noise.samples());

        assertThat(cuts).allSatisfy(cut -> assertThat(cut.lastSample()).isLessThan((long) (4.5 * RATE)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, 400, 2000, 10_000})
    void hearsSpeechAtAnyLevel(double level) {
        var sound = Sound.ofSeconds(10, 3, 8).speech(1, 4, level).speech(6, 9, level);

        var cuts = Segmentation.of(RULES, sound.samples());

        assertThat(cuts).extracting(SegmenterTest::trigger).containsExactly(Trigger.PAUSE, Trigger.PAUSE);
    }

    @Test
    void hearsSpeechAfterTenMinutesOfNoise() {
        var noise = new Random(9);
        var segmenter = new Segmenter(RULES);
        var second = new short[RATE];
        for (int s = 0; s < 600; s++) {
            for (int i = 0; i < RATE; i++) second[i] = (short) Math.round(60 * noise.nextGaussian());
            segmenter.push(second);
        }

        var cuts = segmenter.push(Sound.ofSeconds(4, 60, 10).speech(1, 3, 3000).samples());

        assertThat(cuts).extracting(SegmenterTest::trigger).containsExactly(Trigger.PAUSE);
        assertThat(cuts.get(0).firstSample() - 600L * RATE).isBetween((long) (0.8 * RATE), (long) RATE);
    }

    @Test
    void aGapClosesWhatIsOpenAndSpeechGoesOnBehindIt() {
        var sound = Sound.ofSeconds(8, 10, 11).speech(0.5, 8, 5000);
        var segmenter = new Segmenter(RULES);
        segmenter.push(sound.samples(0, 3 * RATE));

        var before = segmenter.skipTo(4 * RATE);
        segmenter.push(sound.samples(4 * RATE, 8 * RATE));
        var after = segmenter.end(Trigger.END);

        assertThat(before).extracting(SegmenterTest::trigger).containsExactly(Trigger.GAP);
        assertThat(before.get(0).lastSample()).isEqualTo(3 * RATE - 1);
        assertThat(after.get(0).firstSample()).isEqualTo(4 * RATE);
    }

    @Test
    void aTimeoutClosesWhatIsOpenAndTheStreamGoesOn() {
        var sound = Sound.ofSeconds(6, 10, 12).speech(0.5, 6, 5000);
        var segmenter = new Segmenter(RULES);
        segmenter.push(sound.samples(0, 3 * RATE));

        var before = segmenter.end(Trigger.TIMEOUT);
        segmenter.push(sound.samples(3 * RATE, 6 * RATE));
        var after = segmenter.end(Trigger.END);

        assertThat(before).extracting(SegmenterTest::trigger).containsExactly(Trigger.TIMEOUT);
        assertThat(after.get(0).firstSample()).isEqualTo(before.get(0).lastSample() + 1);
    }

    @Test
    void refusesToGoBack() {
        var segmenter = new Segmenter(RULES);
        segmenter.push(new short[100]);

        assertThatThrownBy(() -> segmenter.skipTo(99))
                .hasMessageContaining("99")
                .hasMessageContaining("100");
    }

    @Test
    void refusesAForeignState() {
        assertThatThrownBy(() -> Segmenter.resume(RULES, new byte[] {1, 2, 3})).hasMessageContaining("3 bytes");
    }

    @Test
    void keepsItsStateSmall() {
        var segmenter = new Segmenter(RULES);
        List<Cut> ignored = segmenter.push(Sound.conversation(20, 1).samples());

        assertThat(ignored).isNotNull();
        assertThat(segmenter.state()).hasSizeLessThan(200);
    }

    private static Trigger trigger(Cut cut) {
        return cut.match(Cut.Segment::trigger, skipped -> Trigger.UNKNOWN);
    }
}
