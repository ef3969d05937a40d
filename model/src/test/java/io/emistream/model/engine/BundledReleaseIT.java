package io.emistream.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.model.Score;
import io.emistream.model.Scored;
import io.emistream.model.Waveform;
import io.emistream.model.answer.KnownAnswers;
import io.emistream.model.release.BundledRelease;
import io.emistream.model.release.Manifest;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BundledReleaseIT {

    @Test
    void scoresWaveformsThroughAScorer() throws Exception {
        var engine = Engines.open(BundledRelease.open(), EngineRules.STANDARD);
        try (var scorer = new BatchingScorer(engine, BatchRules.DEFAULT, System::nanoTime)) {
            List<CompletableFuture<Scored>> results = IntStream.of(400, 16_000, 48_000, 192_000)
                    .mapToObj(samples -> scorer.submit("a", noise(samples)))
                    .toList();

            for (var result : results) {
                Scored scored = result.get();
                assertThat(scored.release().trained()).isFalse();
                assertThat(scored.score().abstained()).isNull();
                assertThat(scored.score().intensities()).containsOnlyKeys(Manifest.EMI_LABELS);
                assertThat(scored.score().affect()).isNotNull();
            }
            assertThat(results.get(3).get().score().affectCurve()).hasSize(120);
        }
    }

    @Test
    void scoresEachWaveformOfABatchAsIfItRanAlone() throws Exception {
        List<Waveform> batch = IntStream.of(400, 719, 16_000, 18_000, 100_000, 90_000, 192_000)
                .mapToObj(BundledReleaseIT::noise)
                .toList();
        try (var together = Engines.open(BundledRelease.open(), EngineRules.STANDARD);
                var alone = Engines.open(BundledRelease.open(), EngineRules.STANDARD.oneByOne())) {
            List<Score> batched = together.infer(batch);
            List<Score> single = alone.infer(batch);

            for (int i = 0; i < batch.size(); i++) {
                assertThat(Distance.between(batched.get(i), single.get(i))).isLessThan(1e-5f);
            }
        }
    }

    static Waveform noise(int samples) {
        var random = new Random(samples);
        var values = new float[samples];
        IntStream.range(0, samples).forEach(i -> values[i] = (float) (0.1 * random.nextGaussian()));
        return new Waveform(values);
    }

    @Test
    void theTrainedReleaseSaysWhatItSaidWhenItWasMadeAndIsNotEmi() throws Exception {
        assertThat(KnownAnswers.check(BundledRelease.trained(), BundledRelease.answers(), DeviceChoice.cpu()))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(outcome ->
                        assertThat(outcome.holds()).as(outcome.where()).isTrue());

        var manifest = BundledRelease.manifest("small-emodb");
        assertThat(manifest.trained()).isTrue();
        assertThat(manifest.outputSet()).isEqualTo("emodb-acted-v1");
        assertThat(manifest.labels()).containsExactly("Anger", "Boredom", "Disgust", "Fear", "Happiness", "Sadness");
    }
}
