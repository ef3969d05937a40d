package io.emistream.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LevelTest {
    @Test
    void countsSamplesAtFullScaleOfSixteenBits() {
        var level = Level.of(new float[] {1f, -1f, 32_767f / 32_768, 0.5f});

        assertThat(level.clipped()).isEqualTo(3);
        assertThat(level.peak()).isEqualTo(1f);
    }

    @Test
    void isZeroWithoutSamples() {
        assertThat(Level.of(new float[0])).isEqualTo(new Level(0, 0, 0));
    }
}
