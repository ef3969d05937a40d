package io.emistream.processor.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.emistream.schemas.avro.Bandwidth;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SegmentSoundTest {
    private static final int RATE = 16_000;

    @Test
    void aSineOfHalfScaleHasItsLevelItsPeakAndNoOffset() {
        var sound = SegmentSound.of(made(2, i -> 0.5 * Math.sin(2 * Math.PI * 440 * i / RATE)));

        assertThat(sound.levelDb()).isCloseTo(-9.03f, within(0.02f));
        assertThat(sound.peakDb()).isCloseTo(-6.02f, within(0.02f));
        assertThat(sound.clipped()).isZero();
        assertThat(sound.dcOffset()).isCloseTo(0, within(1e-4f));
    }

    @Test
    void countsWhatIsClippedOnBothSides() {
        var sound = SegmentSound.of(
                made(1, i -> i % 10 == 0 ? 32_767 / 32_768.0 : i % 10 == 5 ? -1 : 0.1 * Math.sin(i * 0.3)));

        assertThat(sound.clipped()).isCloseTo(0.2f, within(1e-6f));
        assertThat(sound.peakDb()).isZero();
    }

    @Test
    void theOffsetIsNoLevel() {
        var sound = SegmentSound.of(made(1, i -> 0.25));

        assertThat(sound.dcOffset()).isCloseTo(0.25f, within(1e-6f));
        assertThat(sound.levelDb()).isEqualTo(-120);
    }

    @Test
    void silenceAndASingleSampleHaveAllTheirValues() {
        for (float[] samples : new float[][] {new float[16_000], {0.5f}, {}}) {
            var sound = SegmentSound.of(samples);

            assertThat(sound.bandwidth()).isEqualTo(Bandwidth.UNKNOWN);
            assertThat(sound.snrDb()).isZero();
            assertThat(sound.signs().pitchMoves()).isZero();
            assertThat(SpeechRules.standard().objection(sound)).isPresent();
            assertThat(sound.levelDb()).isBetween(-120f, 0f);
        }
    }

    @Test
    void theNoiseBetweenWordsIsEstimatedWithinThreeDecibels() {
        for (double snr : new double[] {5, 10, 20, 30}) {
            var random = new Random(7);
            double noise = level(voice(4)) * Math.pow(10, -snr / 20);
            var samples = voice(4);
            for (int i = 0; i < samples.length; i++) samples[i] += (float) (noise * random.nextGaussian());

            assertThat(SegmentSound.of(samples).snrDb()).as("%.0f dB", snr).isCloseTo((float) snr, within(3f));
        }
    }

    @Test
    void tellsATelephoneFromAWideRecording() {
        var random = new Random(9);
        var wide = voice(3);
        for (int i = 0; i < wide.length; i++) wide[i] += (float) (0.002 * random.nextGaussian());

        assertThat(SegmentSound.of(wide).bandwidth()).isEqualTo(Bandwidth.WIDE);
        assertThat(SegmentSound.of(quantised(voice(3))).bandwidth()).isEqualTo(Bandwidth.TELEPHONE);
    }

    @Test
    void theSameSamplesGiveTheSameBits() {
        assertThat(SegmentSound.of(voice(2))).isEqualTo(SegmentSound.of(voice(2)));
    }

    @Test
    void aVoiceMovesAndANoteDoesNot() {
        var voice = SegmentSound.of(voice(3));
        var note = SegmentSound.of(
                made(3, i -> i % 8_000 < 2_000 ? 0.001 * Math.sin(i) : 0.3 * Math.sin(2 * Math.PI * 220 * i / RATE)));
        var random = new Random(1);
        var noise = SegmentSound.of(made(3, i -> 0.1 * random.nextGaussian()));

        assertThat(voice.signs().pitchMoves()).isGreaterThan(0.3);
        assertThat(SpeechRules.standard().objection(voice)).isEmpty();
        assertThat(note.signs().pitchStands()).isGreaterThan(0.5);
        assertThat(SpeechRules.standard().objection(note))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("not speech: "));
        assertThat(SpeechRules.standard().objection(noise)).isPresent();
        assertThat(SpeechRules.anySound().objection(note)).isEmpty();
    }

    /** Syllables of 200 ms, a quarter of it quiet, whose pitch goes up and down; harmonics up to 3.2 kHz. */
    static float[] voice(int seconds) {
        var samples = new float[seconds * RATE];
        double turns = 0;
        for (int i = 0; i < samples.length; i++) {
            double hertz = 140 * (1 + 0.2 * Math.sin(2 * Math.PI * 1.3 * i / RATE));
            turns += hertz / RATE;
            double within = i % 3_200 / 2_400.0;
            double envelope = within < 1 ? Math.sin(Math.PI * within) : 0;
            double sum = 0;
            for (int h = 1; h * hertz < 3_200; h++) sum += Math.sin(2 * Math.PI * h * turns) / h;
            samples[i] = (float) (0.2 * envelope * sum);
        }
        return samples;
    }

    private static double level(float[] samples) {
        double squares = 0;
        for (float sample : samples) squares += (double) sample * sample;
        return Math.sqrt(squares / samples.length);
    }

    private static float[] quantised(float[] samples) {
        for (int i = 0; i < samples.length; i++) samples[i] = Math.round(samples[i] * 32_768) / 32_768f;
        return samples;
    }

    private static float[] made(int seconds, IntToDoubleFunction sample) {
        var samples = new float[seconds * RATE];
        for (int i = 0; i < samples.length; i++) samples[i] = (float) sample.applyAsDouble(i);
        return samples;
    }
}
