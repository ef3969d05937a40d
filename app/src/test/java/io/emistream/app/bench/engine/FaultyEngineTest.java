package io.emistream.app.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.model.InferenceEngine;
import io.emistream.model.ReleaseCard;
import io.emistream.model.ReleaseId;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import io.emistream.model.engine.BatchRules;
import io.emistream.model.engine.BatchingScorer;
import io.emistream.model.engine.DeviceLost;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultyEngineTest {
    private static final int FRAME = 320;
    private static final Waveform GOOD = waveform(100 * FRAME);
    private static final Waveform HALF = waveform(50 * FRAME);
    private static final Waveform BAD = waveform(101 * FRAME);

    private final AtomicLong nanos = new AtomicLong();
    private final Sound sound = new Sound();
    private final FaultyEngine engine = new FaultyEngine(sound, nanos::get);

    @Test
    void throwsOnABatchWithABadWaveformAndNotOnAnother() {
        engine.misbehave(Misbehaviour.THROWS);

        assertThatThrownBy(() -> engine.infer(List.of(GOOD, BAD))).hasMessageContaining("throw");
        assertThat(engine.infer(List.of(GOOD))).hasSize(1);
    }

    @Test
    void givesValuesThatAreNotFiniteForABadWaveformOnly() {
        engine.misbehave(Misbehaviour.NAN);

        assertThat(engine.infer(List.of(GOOD, BAD)))
                .extracting(Score::isNotFinite)
                .containsExactly(false, true);
    }

    @Test
    void runsInHalvesWhatDoesNotFitAndFailsOnWhatDoesNotFitAlone() {
        engine.misbehave(Misbehaviour.OOM);

        assertThat(engine.infer(List.of(HALF, HALF, HALF, HALF))).hasSize(4);
        assertThat(sound.batches).containsExactly(2, 2);
        assertThatThrownBy(() -> engine.infer(List.of(waveform(7 * Waveform.RATE))))
                .hasMessageContaining("out of memory");
    }

    @Test
    void isSoundAgainAWhileAfterItsFirstHarm() {
        engine.misbehave(Misbehaviour.THROWS);
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        assertThatThrownBy(() -> engine.infer(List.of(BAD))).hasMessageContaining("throw");
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());

        assertThat(engine.infer(List.of(BAD))).hasSize(1);
    }

    @Test
    void aDeviceThatIsLostStaysLostAndTheScorerSeesThat() {
        try (var scorer = new BatchingScorer(engine, BatchRules.DEFAULT, nanos::get)) {
            assertThat(scorer.submit("a", GOOD).join().score().abstained()).isNull();
            engine.misbehave(Misbehaviour.LOST);
            nanos.addAndGet(Duration.ofDays(1).toNanos());

            assertThatThrownBy(scorer.submit("a", GOOD)::join).isInstanceOf(DeviceLost.class);
        }
    }

    @Test
    void doesWhatItIsToldByItsWord() {
        engine.obey(new ByteArrayInputStream("nothing of it\nnan\n".getBytes(StandardCharsets.UTF_8)));

        while (!engine.infer(List.of(BAD)).get(0).isNotFinite()) Thread.onSpinWait();
    }

    private static Waveform waveform(int samples) {
        return new Waveform(new float[samples]);
    }

    /** An engine that does as it should. */
    private static final class Sound implements InferenceEngine {
        private final List<Integer> batches = new ArrayList<>();

        @Override
        public List<Score> infer(List<Waveform> batch) {
            batches.add(batch.size());
            return batch.stream()
                    .map(one -> new Score(Map.of(), null, List.of(), null))
                    .toList();
        }

        @Override
        public ReleaseCard release() {
            return new ReleaseCard(new ReleaseId("sound", "1"), "none", List.of(), false);
        }

        @Override
        public void close() {}
    }
}
