package io.emistream.processor.swap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.emistream.model.InferenceEngine;
import io.emistream.model.ReleaseId;
import io.emistream.model.Waveform;
import io.emistream.model.engine.BatchRules;
import io.emistream.model.engine.BatchingScorer;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.model.engine.EngineRules;
import io.emistream.model.engine.Engines;
import io.emistream.model.release.BundledRelease;
import io.emistream.model.release.Ensemble;
import io.emistream.model.release.EnsembleDraft;
import io.emistream.model.release.Manifest;
import io.emistream.model.release.ReleaseStore;
import io.emistream.model.release.TinyRelease;
import io.emistream.schemas.avro.ModelRelease;
import io.emistream.schemas.avro.ReleaseStage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A processor is told of an ensemble as of any release. */
class EnsembleLoadIT {
    private static final ReleaseId WHOLE = new ReleaseId("whole", "1");
    private static final EngineRules RULES = EngineRules.STANDARD.on(DeviceChoice.cpu());
    private static final Waveform TONE = tone();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @BeforeEach
    void publish() throws Exception {
        member("1", 11);
        member("2", 12);
        var members = List.of(new ReleaseId("m", "1"), new ReleaseId("m", "2"));
        store().publishEnsemble(
                        EnsembleDraft.of(store(), WHOLE, Ensemble.By.MEAN, members, TinyRelease.CREATED), List.of());
    }

    @Test
    void servesTheMeanOfItsMembers() throws Exception {
        try (var host = host();
                InferenceEngine loaded = load(host)) {
            float said = joy(loaded);

            assertThat(loaded.release().id()).isEqualTo(WHOLE);
            assertThat(said).isCloseTo((joy(engine("1")) + joy(engine("2"))) / 2, within(1e-5f));
        }
    }

    @Test
    void refusesItWhenAMemberHasChanged() throws Exception {
        Path manifest = folder.resolve("m/2/manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("for a test", "changed"));

        try (var host = host()) {
            assertThatThrownBy(() -> load(host))
                    .isInstanceOf(UnfitRelease.class)
                    .hasMessageContaining("its member m/2 has SHA-256");
        }
    }

    private InferenceEngine load(BatchingScorer host) throws Exception {
        var loader = new ReleaseLoader(location -> store(), RULES, Duration.ofMinutes(1));
        var announced = ModelRelease.newBuilder()
                .setName(WHOLE.name())
                .setVersion(WHOLE.version())
                .setLocation(store().location(WHOLE).toString())
                .setManifestSha256(store().manifestHash(WHOLE))
                .setSizeBytes(store().size(WHOLE))
                .setOutputSet(Manifest.EMI)
                .setLabels(Manifest.EMI_LABELS)
                .setGivesAffect(true)
                .setTrained(false)
                .setStage(ReleaseStage.APPROVED)
                .setMetrics(Map.of())
                .setWeightsLicence("Apache-2.0")
                .setPublishedAt(Instant.EPOCH)
                .build();
        return loader.load(WHOLE, Optional.of(announced), host);
    }

    private BatchingScorer host() throws Exception {
        return new BatchingScorer(Engines.open(BundledRelease.open(), RULES), BatchRules.DEFAULT, System::nanoTime);
    }

    private InferenceEngine engine(String version) throws Exception {
        return Engines.open(store().open(new ReleaseId("m", version)), RULES);
    }

    private static float joy(InferenceEngine engine) {
        return requireNonNull(engine.infer(List.of(TONE)).get(0).intensities().get("Joy"), "Joy");
    }

    private ReleaseStore store() {
        return new ReleaseStore(folder);
    }

    private void member(String version, long seed) throws Exception {
        var draft = TinyRelease.draft(new ReleaseId("m", version), Manifest.EMI, Manifest.EMI_LABELS);
        TinyRelease.publish(store(), draft, seed);
    }

    private static Waveform tone() {
        var samples = new float[Waveform.RATE];
        for (int i = 0; i < samples.length; i++) samples[i] = (float) (0.1 * Math.sin(i * 0.2));
        return new Waveform(samples);
    }
}
