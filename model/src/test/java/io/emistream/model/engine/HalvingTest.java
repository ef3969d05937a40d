package io.emistream.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HalvingTest {
    private final List<Integer> refused = new ArrayList<>();

    @Test
    void scoresInHalvesWhatDoesNotFitInMemoryAndKeepsTheOrder() {
        List<Score> scores = Halving.run(rows(7), rows -> fitting(rows, 2), rows -> refused.add(rows.size()));

        assertThat(scores).extracting(Score::abstained).containsExactly("0", "1", "2", "3", "4", "5", "6");
        assertThat(refused).containsExactly(7, 3, 4);
    }

    @Test
    void givesUpOnAWaveformThatDoesNotFitAlone() {
        assertThatThrownBy(() -> Halving.run(rows(2), rows -> fitting(rows, 0), rows -> refused.add(rows.size())))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("out of memory");
        assertThat(refused).containsExactly(2);
    }

    @Test
    void doesNotRepeatWhatFailedForAnotherReason() {
        assertThatThrownBy(() -> Halving.run(
                        rows(4),
                        rows -> {
                            throw new EngineException("shapes differ");
                        },
                        rows -> refused.add(rows.size())))
                .hasMessage("shapes differ");
        assertThat(refused).isEmpty();
    }

    private static List<Score> fitting(List<Waveform> rows, int most) {
        if (rows.size() > most) throw new EngineException("CUDA out of memory. Tried to allocate 20.00 MiB");
        return rows.stream()
                .map(row -> Score.abstain(String.valueOf(row.samples().length)))
                .toList();
    }

    private static List<Waveform> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(length -> new Waveform(new float[length]))
                .toList();
    }
}
