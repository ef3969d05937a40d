package io.emistream.trainer.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.emistream.audio.SampleEncoding;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelTest {
    private static final int RATE = 16_000;

    @Test
    void aTelephoneLetsSpeechThroughAndLittleElse() {
        assertThat(heardThrough(1_000)).isCloseTo(0, within(0.5));
        assertThat(heardThrough(3_000)).isCloseTo(0, within(0.5));
        assertThat(heardThrough(100)).isLessThan(-30);
        assertThat(heardThrough(5_000)).isLessThan(-30);
    }

    @Test
    void compandingGivesTheValuesThatAMuLawDecoderKnows() {
        var codes = new byte[256];
        for (int i = 0; i < codes.length; i++) codes[i] = (byte) i;
        for (float value : SampleEncoding.MULAW.decode(ByteBuffer.wrap(codes)))
            assertThat(Channel.companded(value)).isEqualTo(value == 0 ? 0f : value);
    }

    @Test
    void babbleHasTheLevelAskedFor() {
        float[] voice = tone(300);
        float[] changed = Channel.babble(voice, List.of(tone(440), tone(700)), 10);

        for (int i = 0; i < voice.length; i++) changed[i] -= voice[i];
        assertThat(decibels(voice) - decibels(changed)).isCloseTo(10, within(0.01));
    }

    @Test
    void clippingCutsThePeaksAndNothingElse() {
        float[] changed = Channel.clipped(tone(200), 6);

        assertThat(changed).contains(1f, -1f);
        for (float sample : changed) assertThat(sample).isBetween(-1f, 1f);
        assertThat(decibels(Channel.louder(tone(200), -30)) - decibels(tone(200)))
                .isCloseTo(-30, within(0.01));
    }

    private static double heardThrough(double hertz) {
        float[] tone = tone(hertz);
        return decibels(Channel.telephone(tone)) - decibels(tone);
    }

    private static float[] tone(double hertz) {
        var samples = new float[RATE];
        for (int i = 0; i < samples.length; i++) samples[i] = (float) (0.3 * Math.sin(2 * Math.PI * hertz * i / RATE));
        return samples;
    }

    private static double decibels(float[] samples) {
        return 20 * Math.log10(Augmentation.level(samples));
    }
}
