package io.emistream.model.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.emistream.model.Affect;
import io.emistream.model.ReleaseId;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import io.emistream.model.answer.KnownAnswers;
import io.emistream.model.checkpoint.UnfitCheckpoint;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.model.engine.EngineRules;
import io.emistream.model.engine.Engines;
import io.emistream.model.release.Manifest;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.model.release.ReleaseStore;
import io.emistream.model.weights.Safetensors;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports real files that PyTorch and Transformers wrote, and compares with what they compute; see {@code checkpoints/make_checkpoints.py}. */
class ImporterIT {
    private static final double TOLERANCE = 1e-4;
    private static final List<String> LENGTHS = List.of("400", "5333", "12000");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authors-wrapped/fusion.pth",
                "authors-old-names",
                "folder-fp16",
                "folder-bf16/pytorch_model.bin",
                "sharded",
                "sharded-bin"
            })
    void scoresAsTheReferenceDoesAfterTheImport(String name) throws Exception {
        Path checkpoint = checkpoint(name);
        var store = new ReleaseStore(folder);
        Manifest manifest = new Importer(store).run(request(checkpoint)).manifest();

        Path expected = checkpoint("expected/" + name.split("/")[0] + ".safetensors");
        try (var engine = Engines.open(store.open(manifest.card().id()), EngineRules.STANDARD);
                var reference = Safetensors.open(expected);
                var clips = Safetensors.open(checkpoint("clips.safetensors"))) {
            for (String length : LENGTHS) {
                Score score =
                        engine.infer(List.of(new Waveform(clips.read(length)))).get(0);
                Affect affect = Objects.requireNonNull(score.affect());
                assertThat(new float[] {affect.arousal(), affect.dominance(), affect.valence()})
                        .containsExactly(reference.read(length + "/affect"), within((float) TOLERANCE));
                if (reference.shapes().containsKey(length + "/intensities")) {
                    assertThat(List.copyOf(score.intensities().keySet())).isEqualTo(Manifest.EMI_LABELS);
                    float[] intensities = reference.read(length + "/intensities");
                    for (int i = 0; i < intensities.length; i++) {
                        assertThat(score.intensities().get(Manifest.EMI_LABELS.get(i)))
                                .isCloseTo(intensities[i], within((float) TOLERANCE));
                    }
                } else {
                    assertThat(score.intensities()).isEmpty();
                    assertThat(manifest.labels()).isEmpty();
                }
            }
        }
    }

    @Test
    void givesItsStoredAnswersAgain() throws Exception {
        var store = new ReleaseStore(folder);
        ReleaseId id = new Importer(store)
                .run(request(checkpoint("authors-old-names")))
                .manifest()
                .card()
                .id();

        assertThat(store.answers(id)).hasSize(3);
        assertThat(KnownAnswers.check(store.open(id), store.answers(id), DeviceChoice.cpu()))
                .allMatch(outcome -> outcome.holds() && outcome.distance() < 1e-6);
    }

    @Test
    void makesABackboneOfAPretrainingCheckpointAndNamesWhatItLeavesOut() throws Exception {
        var store = new ReleaseStore(folder);
        Imported imported = new Importer(store).run(request(checkpoint("pretraining")));

        assertThat(imported.manifest().architecture().fusion().speaks()).isFalse();
        assertThat(imported.notes())
                .contains("ignored, as it serves another task: quantizer.codevectors")
                .anyMatch(note -> note.endsWith("project_q.weight"));
        try (var release = store.open(imported.manifest().card().id())) {
            assertThat(release.weights().shapes()).doesNotContainKey("quantizer.codevectors");
        }
    }

    @Test
    void recordsTheLicenceOfTheModelCardUnlessTheUserGivesOne() throws Exception {
        var importer = new Importer(new ReleaseStore(folder));

        assertThat(importer.run(request(checkpoint("folder-fp16")))
                        .manifest()
                        .licences()
                        .weights())
                .isEqualTo("cc-by-nc-sa-4.0");
        assertThat(importer.run(request(checkpoint("sharded"), "other", Optional.of("MIT"), Optional.empty()))
                        .manifest()
                        .licences()
                        .weights())
                .isEqualTo("MIT");
        assertThat(importer.run(request(checkpoint("sharded"), "third", Optional.empty(), Optional.empty()))
                        .manifest()
                        .licences()
                        .weights())
                .startsWith("unknown");
    }

    @Test
    void refusesWeightsThatDoNotGiveThePublishedAnswersOfTheirRepository() {
        var repository = Optional.of("audeering/wav2vec2-large-robust-12-ft-emotion-msp-dim");
        var request = request(checkpoint("folder-fp16"), "claimed", Optional.empty(), repository);

        assertThatThrownBy(() -> new Importer(new ReleaseStore(folder)).run(request))
                .isInstanceOf(UnfitCheckpoint.class)
                .hasMessageContaining("one second of zeros")
                .hasMessageContaining("expected 0.");
        assertThat(folder.resolve("claimed/1")).doesNotExist();
    }

    @Test
    void namesEveryTensorThatDoesNotFit() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        Files.copy(checkpoint("folder-fp16/pytorch_model.bin"), copy.resolve("pytorch_model.bin"));
        String config = Files.readString(checkpoint("folder-fp16/config.json"));
        Files.writeString(
                copy.resolve("config.json"),
                config.replace("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 1")
                        .replace("\"intermediate_size\": 40", "\"intermediate_size\": 41"));

        assertThatThrownBy(() -> new Importer(new ReleaseStore(folder)).run(request(copy)))
                .isInstanceOfSatisfying(UnfitCheckpoint.class, unfit -> {
                    assertThat(unfit.reasons()).hasSize(16 + 3);
                    assertThat(unfit.reasons())
                            .contains(
                                    "misshapen: wav2vec2.encoder.layers.0.feed_forward.intermediate_dense.bias is [40], expected [41]",
                                    "unexpected: wav2vec2.encoder.layers.1.attention.k_proj.bias [24]");
                });
    }

    @Test
    void refusesANameThatIsTakenBeforeItReadsAnything() throws Exception {
        var importer = new Importer(new ReleaseStore(folder));
        importer.run(request(checkpoint("sharded")));

        assertThatThrownBy(() -> importer.run(request(folder.resolve("nowhere"))))
                .isInstanceOf(ReleaseRefused.class);
    }

    private static ImportRequest request(Path path) {
        return request(path, "mine", Optional.empty(), Optional.empty());
    }

    private static ImportRequest request(
            Path path, String name, Optional<String> licence, Optional<String> repository) {
        return new ImportRequest(
                path,
                new ReleaseId(name, "1"),
                licence,
                Optional.empty(),
                repository,
                List.of(),
                Optional.empty(),
                "2026-01-01T00:00:00Z");
    }

    private static Path checkpoint(String name) {
        try {
            return Path.of(Objects.requireNonNull(ImporterIT.class.getResource("/checkpoints/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
