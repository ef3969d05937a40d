package io.emistream.processor.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace();

    @Test
    void isUnknownUntilSomethingWasScored() {
        assertThat(pace.isKnown()).isFalse();
        assertThat(pace.capacity()).isZero();
    }

    @Test
    void isSpeechOverTimeWhereABatchCostsNothingOfItsOwn() {
        var random = new Random(1);
        for (int i = 0; i < 200; i++) {
            double speech = 1 + 9 * random.nextDouble();
            pace.learn(speech, 1, speech / 20);
        }

        assertThat(pace.capacity()).isCloseTo(20, within(0.5));
    }

    @Test
    void foreseesFullBatchesFromSmallOnes() {
        var random = new Random(2);
        for (int i = 0; i < 200; i++) {
            double speech = 3 + 2 * random.nextDouble();
            int size = 1 + random.nextInt(3);
            for (int one = 0; one < size; one++) pace.learn(speech, size, 0.015 + 0.0005 * speech * size);
        }

        double full = 16 * 4.0;
        assertThat(pace.capacity()).isCloseTo(full / (0.015 + 0.0005 * full), within(100.0));
    }

    @Test
    void followsADeviceThatSlowsDown() {
        for (int i = 0; i < 100; i++) pace.learn(4, 1, 0.1);
        for (int i = 0; i < 300; i++) pace.learn(4, 1, 0.4);

        assertThat(pace.capacity()).isCloseTo(10, within(0.5));
    }
}
