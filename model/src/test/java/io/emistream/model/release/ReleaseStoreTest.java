package io.emistream.model.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.model.ReleaseId;
import io.emistream.model.network.Architecture;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseStoreTest {
    private static final Architecture TINY = TinyRelease.architecture(16, 2, 2);
    private static final WeightSource WEIGHTS = TinyRelease.weights(TINY, 3);

    @TempDir
    Path folder;

    @Test
    void opensWhatItPublished() throws Exception {
        var store = new ReleaseStore(folder);
        Manifest stored = store.publish(manifest("tiny", "1"), WEIGHTS);

        try (Release release = store.open(new ReleaseId("tiny", "1"))) {
            assertThat(release.manifest()).isEqualTo(stored);
            for (String name : WEIGHTS.shapes().keySet()) {
                assertThat(release.weights().read(name)).isEqualTo(WEIGHTS.read(name));
            }
        }
        assertThat(store.list()).containsExactly(new ReleaseId("tiny", "1"));
    }

    @Test
    void givesBackTheAnswersItWasGiven() throws Exception {
        var store = new ReleaseStore(folder);
        var answer = new KnownAnswer("ZEROS", "one second of zeros", "me", 1e-4, Map.of("affect/arousal", 0.5));
        store.publish(manifest("tiny", "1"), WEIGHTS, List.of(answer));
        store.publish(manifest("tiny", "2"), WEIGHTS);

        assertThat(store.answers(new ReleaseId("tiny", "1"))).containsExactly(answer);
        assertThat(store.answers(new ReleaseId("tiny", "2"))).isEmpty();
    }

    @Test
    void findsTheReleaseOfANameThatWasCreatedLast() throws Exception {
        var store = new ReleaseStore(folder);
        store.publish(manifest("tiny", "9", "2026-01-02T00:00:00Z"), WEIGHTS);
        store.publish(manifest("tiny", "10", "2026-01-03T00:00:00Z"), WEIGHTS);
        store.publish(manifest("tiny", "2", "2026-01-01T00:00:00Z"), WEIGHTS);

        assertThat(store.newest("tiny")).contains(new ReleaseId("tiny", "10"));
        assertThat(store.newest("other")).isEmpty();
    }

    @Test
    void neverChangesAPublishedRelease() throws Exception {
        var store = new ReleaseStore(folder);
        store.publish(manifest("tiny", "1"), WEIGHTS);

        assertThatThrownBy(() -> store.publish(manifest("tiny", "1"), WEIGHTS))
                .isInstanceOf(ReleaseRefused.class)
                .hasMessageContaining("choose another version");
    }

    @Test
    void leavesNothingBehindWhenPublishingFails() throws Exception {
        WeightSource broken = new WeightSource() {
            @Override
            public Map<String, List<Integer>> shapes() {
                return WEIGHTS.shapes();
            }

            @Override
            public float[] read(String name) throws IOException {
                throw new IOException("disk full");
            }
        };

        assertThatThrownBy(() -> new ReleaseStore(folder).publish(manifest("tiny", "1"), broken))
                .hasMessage("disk full");

        assertThat(new ReleaseStore(folder).list()).isEmpty();
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void refusesWeightsThatChangedOnDisk() throws Exception {
        var store = new ReleaseStore(folder);
        store.publish(manifest("tiny", "1"), WEIGHTS);
        Path file = folder.resolve("tiny/1/model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> store.open(new ReleaseId("tiny", "1")))
                .isInstanceOf(ReleaseRefused.class)
                .hasMessageContaining("SHA-256");
    }

    @Test
    void refusesNamesThatLeaveTheFolder() {
        var store = new ReleaseStore(folder);

        assertThatThrownBy(() -> store.open(new ReleaseId("..", "1"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.open(new ReleaseId("a", "../b"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEnsembleIsAManifestThatNamesItsMembers() throws Exception {
        var store = new ReleaseStore(folder);
        Manifest member = store.publish(manifest("tiny", "1"), WEIGHTS);
        store.publish(manifest("tiny", "2"), WEIGHTS);
        store.publishEnsemble(ensemble(store, "tiny/1", "tiny/2"), List.of());

        try (Release release = store.open(new ReleaseId("both", "1"))) {
            assertThat(release.members()).hasSize(2);
            assertThat(release.members().get(0).manifest()).isEqualTo(member);
            assertThat(release.manifest().labels()).isEqualTo(member.labels());
            assertThat(release.weights().shapes()).isEmpty();
        }
        assertThat(folder.resolve("both/1")).isDirectoryNotContaining("glob:**.safetensors");
        assertThat(folder.resolve("tiny/1/manifest.json")).content().doesNotContain("ensemble");
    }

    @Test
    void refusesAnEnsembleWhoseMemberIsNotWhatItWas() throws Exception {
        var store = new ReleaseStore(folder);
        store.publish(manifest("tiny", "1"), WEIGHTS);
        store.publish(manifest("tiny", "2"), WEIGHTS);
        store.publishEnsemble(ensemble(store, "tiny/1", "tiny/2"), List.of());
        Path changed = folder.resolve("tiny/2/manifest.json");
        Files.writeString(changed, Files.readString(changed).replace("Apache-2.0", "MIT"));

        assertThatThrownBy(() -> store.open(new ReleaseId("both", "1")))
                .isInstanceOf(ReleaseRefused.class)
                .hasMessageContaining("its member tiny/2 has SHA-256");
    }

    @Test
    void refusesMembersThatDoNotGoTogether() throws Exception {
        var store = new ReleaseStore(folder);
        store.publish(manifest("tiny", "1"), WEIGHTS);
        store.publish(manifest("tiny", "2"), WEIGHTS);
        store.publish(manifestOf("other", "1", "another-set", TinyRelease.CREATED), WEIGHTS);
        store.publishEnsemble(ensemble(store, "tiny/1", "tiny/2"), List.of());

        assertThatThrownBy(() -> ensemble(store, "tiny/1", "other/1")).hasMessageContaining("another-set");
        assertThatThrownBy(() -> ensemble(store, "tiny/1", "both/1")).hasMessageContaining("is an ensemble itself");
        assertThatThrownBy(() -> ensemble(store, "tiny/1")).hasMessageContaining("two or more");
        assertThatThrownBy(() -> ensemble(store, "tiny/1", "tiny/1")).hasMessageContaining("each once");
        assertThatThrownBy(() -> ensemble(store, "tiny/1", "none/1")).isInstanceOf(ReleaseRefused.class);
    }

    private static Manifest ensemble(ReleaseStore store, String... members) throws Exception {
        return EnsembleDraft.of(
                store,
                new ReleaseId("both", "1"),
                Ensemble.By.MEAN,
                Stream.of(members).map(ReleaseId::parse).toList(),
                TinyRelease.CREATED);
    }

    @Test
    void callsNothingEmiButItsSixLabels() {
        assertThatThrownBy(() -> manifestOf("tiny", "1", Manifest.EMI, TinyRelease.CREATED))
                .hasMessageContaining("output set emi-v1");
    }

    private static Manifest manifest(String name, String version) {
        return manifest(name, version, TinyRelease.CREATED);
    }

    private static Manifest manifest(String name, String version, String created) {
        return manifestOf(name, version, "test-v1", created);
    }

    private static Manifest manifestOf(String name, String version, String outputSet, String created) {
        return TinyRelease.draft(new ReleaseId(name, version), TINY, outputSet, TinyRelease.LABELS, created);
    }
}
