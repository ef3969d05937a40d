package io.emistream.app.bench.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three minutes of each sound that is no speech. */
class MadeSetIT {
    private static final int MINUTES = 3;

    @ParameterizedTest
    @EnumSource
    void ofSegmentsThatAreNoSpeech99In100AreNotScored(MadeSet set) {
        var all = set.kinds().stream()
                .map(kind -> SpeechBench.made(kind, MINUTES))
                .reduce(Heard.NOTHING, Heard::plus);

        assertThat(all.segments()).isGreaterThan(50);
        assertThat(all.spared()).isGreaterThanOrEqualTo(0.99);
    }
}
