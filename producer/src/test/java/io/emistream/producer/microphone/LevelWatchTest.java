package io.emistream.producer.microphone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LevelWatchTest {
    private final LevelWatch watch = new LevelWatch();

    @Test
    void saysOnceThatItIsTooLoudAndOnceThatItIsWellAgain() {
        assertThat(hear(3, 1f)).singleElement().asString().startsWith("too loud: 100.0 % of the last second");
        assertThat(hear(4, 0.5f)).isEmpty();
        assertThat(hear(2, 0.5f)).containsExactly("no longer too loud");
    }

    @Test
    void tellsAMutedMicrophoneFromAQuietOne() {
        assertThat(hear(12, 0f)).singleElement().asString().contains("nothing but zeros for 10 s");
        assertThat(hear(1, 0.1f)).containsExactly("the microphone is heard again");
        assertThat(hear(12, 0.0005f)).singleElement().asString().startsWith("nothing louder than -60 dBFS for 10 s");
    }

    @Test
    void saysNothingOfAVoiceWithPauses() {
        assertThat(hear(20, 0.2f)).isEmpty();
        assertThat(hear(9, 0f)).isEmpty();
        assertThat(hear(20, 0.9f)).isEmpty();
        assertThat(watch.latest().peak()).isEqualTo(0.9f);
    }

    /** A square wave of that amplitude, in stretches of 20 ms. */
    private List<String> hear(int seconds, float amplitude) {
        var said = new ArrayList<String>();
        var stretch = new float[320];
        Arrays.fill(stretch, amplitude);
        for (int i = 0; i < 50 * seconds; i++) watch.take(stretch).ifPresent(said::add);
        return said;
    }
}
