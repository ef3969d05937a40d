package io.emistream.app.ablate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.app.problem.UsageProblem;
import io.emistream.model.ReleaseId;
import io.emistream.model.release.TinyRelease;
import io.emistream.trainer.ablation.AblationFolder;
import io.emistream.trainer.ablation.AblationPlan;
import io.emistream.trainer.ablation.AblationPlans;
import io.emistream.trainer.ablation.AblationSpec;
import io.emistream.trainer.ablation.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GivenWeightsTest {
    private static final AblationPlan PLAN = AblationPlans.read("paper");
    private static final AblationSpec SPEC =
            new AblationSpec(PLAN, "corpus", "acted-v1", List.of("Joy"), "hash", "2026-01-01T00:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path temporary;

    private AblationFolder folder = new AblationFolder(Path.of(""));

    @BeforeEach
    void giveTheFirst() throws IOException {
        folder = new AblationFolder(temporary.resolve("run"));
        given("--weights", "asr=random:small").origins(folder, SPEC);
    }

    @Test
    void whatWasGivenOnceNeedNotBeGivenAgainAndOthersMayFollow() throws IOException {
        Map<String, Origin> origins = given("--weights", "asr=random:small", "--weights", "xlsr=random:full")
                .origins(folder, SPEC);

        assertThat(origins).containsOnlyKeys("asr", "xlsr", "log-mel");
        assertThat(requireNonNull(given().origins(folder, SPEC).get("xlsr")).from())
                .isEqualTo("random:full");
    }

    @Test
    void oneTableHasNotTwoStartsOfOneName() throws IOException {
        assertThatThrownBy(() -> given("--weights", "asr=random:full").origins(folder, SPEC))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContainingAll("asr", "random:full", "start from random:small", "another --run");

        assertThat(folder.given()).containsEntry("asr", "random:small");
    }

    @Test
    void anotherFolderUnderANameThatWasImportedIsRefused() throws Exception {
        Path first = Files.createDirectory(temporary.resolve("first"));
        Path second = Files.createDirectory(temporary.resolve("second"));
        TinyRelease.publish(folder.releases(), new ReleaseId("xlsr", "1"), "acted-v1");
        folder.importing("xlsr", first.toString());

        var origin = given("--weights", "xlsr=" + first).origins(folder, SPEC).get("xlsr");

        assertThat(requireNonNull(origin).from()).isEqualTo("backbone:xlsr/1");
        assertThatThrownBy(() -> given("--weights", "xlsr=" + second).origins(folder, SPEC))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContainingAll(second.toString(), first.toString());
    }

    @Test
    void aNameThatNoRowHasIsRefusedBeforeAnythingIsDone() {
        assertThatThrownBy(() -> given("--weights", "asp=random:small").check(PLAN))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContainingAll("asp", "asr", "xlsr", "audeering");
    }

    @Test
    void soIsWhatIsNeitherAPathNorARelease() {
        assertThatThrownBy(() -> given("--weights", "asr=wav2vec").check(PLAN))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContaining("wav2vec");
    }

    private GivenWeights given(String... weights) {
        var given = new GivenWeights();
        new CommandLine(given)
                .parseArgs(Stream.concat(
                                Stream.of("--store", temporary.resolve("store").toString()), Stream.of(weights))
                        .toArray(String[]::new));
        return given;
    }
}
