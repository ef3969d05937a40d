package io.emistream.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.model.hub.LocalHub.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubIT {
    private static final byte[] WEIGHTS = weights();

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private LocalHub local;

    private final List<Duration> waited = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        local = new LocalHub()
                .with("config.json", "{}".getBytes(StandardCharsets.UTF_8))
                .with("README.md", "---\nlicense: cc-by-nc-sa-4.0\n---\n".getBytes(StandardCharsets.UTF_8))
                .with("model.safetensors", WEIGHTS)
                .with("pytorch_model.bin", new byte[500])
                .with("training_args.bin", new byte[500]);
    }

    @AfterEach
    void stop() {
        local.close();
    }

    @Test
    void describesARepositoryPinnedToItsCommit() throws Exception {
        HubRepository found = hub().describe(LocalHub.NAME, "main");

        assertThat(found.commit()).isEqualTo(LocalHub.COMMIT);
        assertThat(found.licence()).isEqualTo("cc-by-nc-sa-4.0");
        assertThat(found.needed())
                .extracting(HubFile::name)
                .containsExactlyInAnyOrder("config.json", "README.md", "model.safetensors");
    }

    @Test
    void downloadsFilesAndChecksThem() throws Exception {
        assertThat(pulled("model.safetensors")).isEqualTo(WEIGHTS);
        assertThat(pulled("config.json")).asString(StandardCharsets.UTF_8).isEqualTo("{}");
    }

    @Test
    void sendsTheTokenToTheHubAloneAndNeverAfterARedirectElsewhere() throws Exception {
        pulled("model.safetensors");

        assertThat(local.requests()).hasSize(3);
        assertThat(local.requests())
                .filteredOn(one -> one.startsWith("hub"))
                .allMatch(one -> one.endsWith("Bearer secret"));
        assertThat(local.requests())
                .filteredOn(one -> one.startsWith("elsewhere"))
                .singleElement()
                .asString()
                .endsWith("token null");
    }

    @Test
    void goesOnWhereItWasCut() throws Exception {
        local.failing(Fault.CUT_IN_HALF, Fault.CUT_IN_HALF);

        assertThat(pulled("model.safetensors")).isEqualTo(WEIGHTS);

        int half = WEIGHTS.length / 2;
        assertThat(local.requests())
                .anyMatch(one -> one.startsWith("elsewhere") && one.contains("bytes=" + half + "-"))
                .anyMatch(one -> one.startsWith("elsewhere") && one.contains("bytes=" + (half + half / 2) + "-"));
        assertThat(waited).hasSize(2);
    }

    @Test
    void goesOnWithWhatAnEarlierProcessLeft() throws Exception {
        Files.write(folder.resolve("model.safetensors.part"), Arrays.copyOf(WEIGHTS, 700));

        assertThat(pulled("model.safetensors")).isEqualTo(WEIGHTS);

        assertThat(local.requests()).anyMatch(one -> one.contains("bytes=700-"));
    }

    @Test
    void startsAgainWhenTheServerIgnoresTheRange() throws Exception {
        local.failing(Fault.CUT_IN_HALF, Fault.IGNORES_RANGE);

        assertThat(pulled("model.safetensors")).isEqualTo(WEIGHTS);
    }

    @Test
    void givesUpSilenceAndAsksAgain() throws Exception {
        HubRepository repository = hub().describe(LocalHub.NAME, "main");
        HubFile file = repository.needed().get(2);
        local.failing(Fault.SILENT);

        Path pulled = hub(Duration.ofSeconds(1)).download(repository, file, folder, (any, done) -> {});

        assertThat(pulled).hasBinaryContent(WEIGHTS);
    }

    @Test
    void asksAgainAfterAServerError() throws Exception {
        local.failing(Fault.SERVER_ERROR, Fault.SERVER_ERROR);

        assertThat(pulled("model.safetensors")).isEqualTo(WEIGHTS);
        assertThat(waited).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void endsAfterFiveAttemptsThatBringNothing() {
        local.failing(
                Fault.SERVER_ERROR, Fault.SERVER_ERROR, Fault.SERVER_ERROR, Fault.SERVER_ERROR, Fault.SERVER_ERROR);

        assertThatThrownBy(() -> pulled("model.safetensors"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("run the same command to go on");
    }

    @Test
    void refusesAFileThatIsLongerThanPromised() {
        local.failing(Fault.TOO_LONG);

        assertThatThrownBy(() -> pulled("model.safetensors"))
                .isInstanceOf(HubProblem.class)
                .hasMessageContaining("longer than the %d bytes".formatted(WEIGHTS.length));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesAndDeletesAFileWithAnotherHash() throws Exception {
        HubRepository repository = hub().describe(LocalHub.NAME, "main");
        byte[] other = WEIGHTS.clone();
        other[3] ^= 1;
        local.replace("model.safetensors", other);
        local.replace("config.json", "[]".getBytes(StandardCharsets.UTF_8));

        for (String name : List.of("model.safetensors", "config.json")) {
            HubFile file = repository.files().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            assertThatThrownBy(() -> hub().download(repository, file, folder, (any, done) -> {}))
                    .isInstanceOf(HubProblem.class)
                    .hasMessageContaining("hash");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysWhatToDoAboutGatedAndMissingThings() {
        local.failing(Fault.GATED, Fault.MISSING);

        assertThatThrownBy(() -> pulled("config.json"))
                .isInstanceOf(HubProblem.class)
                .hasMessageContaining("HF_TOKEN");
        assertThatThrownBy(() -> pulled("config.json"))
                .isInstanceOf(HubProblem.class)
                .hasMessageContaining("404");
        assertThatThrownBy(() -> hub().describe("someone/else", "main"))
                .isInstanceOf(HubProblem.class)
                .hasMessageContaining("there is no repository someone/else");
    }

    @Test
    void refusesNamesThatAreNone() {
        assertThatThrownBy(() -> hub().describe("../../etc", "main")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> hub().describe("a/b", "../x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Hub(URI.create("ftp://x"), Optional.empty(), Duration.ofSeconds(1), any -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesNoFileFromAFolderOrWithAStrangeName() throws Exception {
        local.with("sub/model.safetensors", new byte[5]).with("../x.bin", new byte[5]);

        assertThat(hub().describe(LocalHub.NAME, "main").files())
                .extracting(HubFile::name)
                .noneMatch(name -> name.contains("/"));
    }

    private Hub hub() {
        return hub(Duration.ofMinutes(1));
    }

    private Hub hub(Duration stall) {
        return new Hub(local.base(), Optional.of("secret"), stall, waited::add);
    }

    private byte[] pulled(String name) throws Exception {
        HubRepository repository = hub().describe(LocalHub.NAME, "main");
        HubFile file = repository.files().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return Files.readAllBytes(hub().download(repository, file, folder, (any, done) -> {}));
    }

    private static byte[] weights() {
        var bytes = new byte[4000];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
