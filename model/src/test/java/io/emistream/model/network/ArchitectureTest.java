package io.emistream.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final Architecture FULL = Architecture.full();

    @Test
    void yieldsTheFramesOfThePaper() {
        assertThat(FULL.hop()).isEqualTo(320);
        assertThat(FULL.field()).isEqualTo(400);
        assertThat(FULL.frames(192_000)).isEqualTo(599);
        assertThat(FULL.frames(400)).isEqualTo(1);
        assertThat(FULL.frames(399)).isZero();
    }

    /** What lets the program pass a waveform through the convolutions in chunks. */
    @Property(tries = 500, seed = "1")
    void yieldsAFrameForEachHopBeyondTheFirstField(@ForAll @IntRange(min = 400, max = 192_000) int samples) {
        assertThat(FULL.frames(samples)).isEqualTo((samples - FULL.field()) / FULL.hop() + 1);
    }
}
