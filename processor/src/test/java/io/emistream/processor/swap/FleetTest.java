package io.emistream.processor.swap;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.model.InferenceEngine;
import io.emistream.model.ReleaseCard;
import io.emistream.model.ReleaseId;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import io.emistream.model.engine.BatchRules;
import io.emistream.model.engine.BatchingScorer;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.model.engine.EngineRules;
import io.emistream.model.release.KnownAnswer;
import io.emistream.model.release.Release;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.model.release.ReleaseSource;
import io.emistream.schemas.avro.ModelDeployment;
import io.emistream.schemas.avro.ModelRelease;
import io.emistream.schemas.avro.ReleaseStage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FleetTest {
    private static final ReleaseId SERVING = new ReleaseId("serving", "1");
    private static final ReleaseId NEXT = new ReleaseId("next", "1");

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void aLaterWishDoesNotWaitForWhatIsBeingLoadedForAnEarlierOne() throws Exception {
        var answers = new CountDownLatch(1);
        try (var scorer = new BatchingScorer(new Silent(SERVING), BatchRules.DEFAULT, nanos::get)) {
            Fleet fleet = fleet(scorer, () -> {
                answers.await();
                throw new IOException("away");
            });
            assertThat(fleet.follow(wish(NEXT, 1), FleetTest::announced)).isFalse();

            fleet.reconsider();

            assertThat(fleet.follow(wish(SERVING, 2), FleetTest::announced)).isTrue();
            assertThat(fleet.serving().active().id()).isEqualTo(SERVING);
            answers.countDown();
            fleet.close();
        }
    }

    @Test
    void aStoreThatDoesNotAnswerIsNotTheReleasesFaultAndIsAskedAgain() {
        try (var scorer = new BatchingScorer(new Silent(SERVING), BatchRules.DEFAULT, nanos::get)) {
            Fleet fleet = fleet(scorer, () -> {
                throw new IOException("connection refused");
            });
            tryOnce(fleet);
            assertThat(fleet.serving().refused())
                    .isEqualTo("next/1 cannot be read now: connection refused; it is tried again");

            tryOnce(fleet);
            assertThat(reads).hasValue(1);

            nanos.addAndGet(Duration.ofSeconds(5).toNanos());
            tryOnce(fleet);
            assertThat(reads).hasValue(2);
            fleet.close();
        }
    }

    @Test
    void aManifestOtherThanTheAnnouncedOneIsRefused() {
        try (var scorer = new BatchingScorer(new Silent(SERVING), BatchRules.DEFAULT, nanos::get)) {
            Fleet fleet = fleet(scorer, () -> "0".repeat(64));
            assertThat(fleet.follow(wish(NEXT, 1), FleetTest::announced)).isFalse();
            fleet.settle();

            assertThat(fleet.follow(wish(NEXT, 1), FleetTest::announced)).isTrue();

            assertThat(fleet.serving().refused())
                    .contains("next/1 is refused: its manifest has SHA-256 000", "announced");
            assertThat(fleet.serving().active().id()).isEqualTo(SERVING);
            fleet.close();
        }
    }

    private static void tryOnce(Fleet fleet) {
        assertThat(fleet.follow(wish(NEXT, 1), FleetTest::announced)).isFalse();
        fleet.settle();
        assertThat(fleet.follow(wish(NEXT, 1), FleetTest::announced)).isFalse();
    }

    private Fleet fleet(BatchingScorer scorer, Manifests manifests) {
        var source = new ReleaseSource() {
            @Override
            public String manifestHash(ReleaseId id) throws IOException {
                reads.incrementAndGet();
                try {
                    return manifests.hash();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }

            @Override
            public Release open(ReleaseId id) throws ReleaseRefused {
                throw new ReleaseRefused(id, "there is none");
            }

            @Override
            public List<KnownAnswer> answers(ReleaseId id) {
                return List.of();
            }
        };
        var rules = EngineRules.STANDARD.on(DeviceChoice.cpu());
        var loader = new ReleaseLoader(any -> source, rules, Duration.ofSeconds(12));
        return new Fleet(scorer, new Silent(SERVING), loader, Duration.ofMinutes(10), nanos::get);
    }

    private static ModelDeployment wish(ReleaseId active, long generation) {
        return ModelDeployment.newBuilder(
                        Wishes.promote("live", Optional.empty(), null, active, "ann", "why", Instant.EPOCH))
                .setGeneration(generation)
                .build();
    }

    private static Optional<ModelRelease> announced(ReleaseId id) {
        return Optional.of(ModelRelease.newBuilder()
                .setName(id.name())
                .setVersion(id.version())
                .setLocation("file:///releases/next/1/")
                .setManifestSha256("f".repeat(64))
                .setSizeBytes(1)
                .setOutputSet("test-v1")
                .setLabels(List.of())
                .setGivesAffect(true)
                .setTrained(true)
                .setStage(ReleaseStage.APPROVED)
                .setMetrics(Map.of())
                .setWeightsLicence("Apache-2.0")
                .setPublishedAt(Instant.EPOCH)
                .build());
    }

    private interface Manifests {
        String hash() throws IOException, InterruptedException;
    }

    private record Silent(ReleaseCard release) implements InferenceEngine {
        Silent(ReleaseId id) {
            this(new ReleaseCard(id, "test-v1", List.of(), true));
        }

        @Override
        public List<Score> infer(List<Waveform> batch) {
            return batch.stream().map(one -> Score.abstain("silent")).toList();
        }

        @Override
        public void close() {}
    }
}
