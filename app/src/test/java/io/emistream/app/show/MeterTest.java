package io.emistream.app.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.audio.Level;
import org.junit.jupiter.api.Test;

class MeterTest {
    @Test
    void theBarIsTheLoudnessFromMinusSixtyDecibelsToFullScale() {
        assertThat(Meter.line(new Level(0.5f, 0.0316228f, 0)))
                .isEqualTo("[###############---------------]  -30 dBFS, peak   -6");
        assertThat(Meter.line(new Level(1, 1, 3)))
                .isEqualTo("[##############################]    0 dBFS, peak    0, clipped");
    }

    @Test
    void silenceIsAnEmptyBar() {
        assertThat(Meter.line(new Level(0, 0, 0))).isEqualTo("[------------------------------]  -99 dBFS, peak  -99");
    }
}
