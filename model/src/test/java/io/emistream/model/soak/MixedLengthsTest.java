package io.emistream.model.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MixedLengthsTest {

    @Test
    void hasTheLengthsOfTheChallengesClips() {
        double[] seconds = LongStream.range(0, 1_000)
                .mapToDouble(MixedLengths::seconds)
                .sorted()
                .toArray();

        assertThat(LongStream.range(0, 1_000).mapToDouble(MixedLengths::seconds).average())
                .hasValueCloseTo(6.9, within(0.05));
        assertThat(seconds[0]).isGreaterThanOrEqualTo(0.1);
        assertThat(seconds[28]).isLessThan(1);
        assertThat(seconds[32]).isGreaterThanOrEqualTo(1);
        assertThat(seconds[958]).isLessThan(12);
        assertThat(seconds[962]).isEqualTo(12);
    }
}
