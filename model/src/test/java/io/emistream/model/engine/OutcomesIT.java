package io.emistream.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.model.InferenceEngine;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import io.emistream.model.network.Precision;
import io.emistream.model.release.BundledRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What comes of every kind of waveform, alone and in company. */
class OutcomesIT {
    private static InferenceEngine engine;

    @BeforeAll
    static void open() throws Exception {
        engine = Engines.open(BundledRelease.open(), EngineRules.STANDARD);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    /** Eight batches of five mixed lengths from one frame to 12 s. */
    @Test
    void scoresAMixedBatchAsIfEachRanAlone() {
        var random = new SplittableRandom(3);
        for (int round = 0; round < 8; round++) {
            List<Waveform> batch = random.ints(5, 0, 4)
                    .mapToObj(kind -> BundledReleaseIT.noise(length(random, kind)))
                    .collect(Collectors.toCollection(ArrayList::new));

            List<Score> together = engine.infer(batch);

            for (int i = 0; i < batch.size(); i++) {
                Score alone = engine.infer(List.of(batch.get(i))).get(0);
                assertThat(Distance.between(together.get(i), alone))
                        .as("%d samples in round %d", batch.get(i).samples().length, round)
                        .isLessThan(1e-4f);
            }
        }
    }

    private static int length(SplittableRandom random, int kind) {
        return switch (kind) {
            case 0 -> random.nextInt(Waveform.SHORTEST, 3_000);
            case 1 -> Waveform.LONGEST - random.nextInt(400);
            default -> random.nextInt(3_000, Waveform.LONGEST);
        };
    }

    @Test
    void abstainsOnWhatCannotBeScoredAndSaysWhyAndScoresTheRest() {
        List<Score> scores = engine.infer(List.of(
                new Waveform(new float[399]),
                new Waveform(new float[Waveform.LONGEST + 1]),
                with(Float.NaN),
                with(Float.POSITIVE_INFINITY),
                BundledReleaseIT.noise(8_000)));

        assertThat(scores.get(0).abstained()).contains("399").contains("at least 400");
        assertThat(scores.get(1).abstained()).contains("192001").contains("at most 192000");
        assertThat(scores.get(2).abstained()).contains("sample 100 is NaN");
        assertThat(scores.get(3).abstained()).contains("sample 100 is Infinity");
        assertThat(scores.get(4).abstained()).isNull();
    }

    @Test
    void scoresSilenceAndClippedSound() {
        var clipped = BundledReleaseIT.noise(8_000);
        for (int i = 0; i < clipped.samples().length; i++) {
            clipped.samples()[i] = Math.signum(clipped.samples()[i]);
        }

        List<Score> scores = engine.infer(List.of(new Waveform(new float[16_000]), clipped));

        assertThat(scores).allSatisfy(score -> {
            assertThat(score.abstained()).isNull();
            assertThat(score.intensities().values()).allMatch(value -> value >= 0 && value <= 1);
        });
    }

    @Test
    void givesTheSameBitsForTheSameBatch() {
        List<Waveform> batch = List.of(BundledReleaseIT.noise(30_000), BundledReleaseIT.noise(31_000));

        List<Score> first = engine.infer(batch);
        engine.infer(List.of(BundledReleaseIT.noise(70_000)));
        List<Score> again = engine.infer(batch);

        assertThat(again).isEqualTo(first);
    }

    @Test
    void staysNearThirtyTwoBitsInFewer() throws Exception {
        List<Waveform> batch = List.of(BundledReleaseIT.noise(400), BundledReleaseIT.noise(20_000));
        List<Score> exact = engine.infer(batch);
        for (Precision precision : List.of(Precision.INT8, Precision.BF16)) {
            try (var lower = Engines.open(BundledRelease.open(), EngineRules.STANDARD.in(precision))) {
                List<Score> scores = lower.infer(batch);

                for (int i = 0; i < batch.size(); i++) {
                    assertThat(Distance.between(scores.get(i), exact.get(i)))
                            .as("%s", precision)
                            .isBetween(1e-6f, 0.15f);
                }
            }
        }
    }

    private static Waveform with(float value) {
        var samples = BundledReleaseIT.noise(1_000).samples();
        samples[100] = value;
        return new Waveform(samples);
    }
}
