package io.emistream.app.modelstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brings weights in from outside and runs them, as people do. */
class ModelCommandIT {
    private static final Path CHECKPOINTS =
            Path.of("../model/src/test/resources/checkpoints").toAbsolutePath();
    private static final Path RECORDING = Path.of(
                    "src/main/resources/io/emistream/app/recordings/demo-interview/guest.flac")
            .toAbsolutePath();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void importsVerifiesAndAnalysesWithAReleaseThatHasAffectOnly() throws Exception {
        var imported = emi("model", "import", CHECKPOINTS.resolve("folder-fp16").toString(), "--name", "affect");
        assertThat(imported.code()).as(imported.err()).isZero();
        assertThat(imported.out()).contains("cc-by-nc-sa-4.0");

        assertThat(emi("model", "list").out())
                .contains("affect/1")
                .contains("small-emodb/1")
                .contains("small-untrained/1");
        assertThat(emi("model", "show", "affect").out()).contains("affect head").contains("known answer");
        assertThat(emi("model", "verify", "affect/1").code()).isZero();
        for (JsonNode event :
                events(emi("analyze", "--json", "--release", "affect", "--device", "cpu", RECORDING.toString()))) {
            assertThat(event.path("intensities")).isEmpty();
            assertThat(event.path("affect").path("arousal").isNumber()).isTrue();
            assertThat(event.path("modelName").asText()).isEqualTo("affect");
        }
    }

    @Test
    void runsTheDemoWithAReleaseThatHasAffectOnly() throws Exception {
        emi("model", "import", CHECKPOINTS.resolve("folder-bf16").toString(), "--name", "affect");

        var demo = emi("demo", "--once", "--json", "--speed", "0", "--release", "affect/1");

        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(events(demo))
                .allMatch(event -> event.path("modelName").asText().equals("affect")
                        && event.path("intensities").isEmpty()
                        && event.path("affect").path("valence").isNumber());
    }

    @Test
    void pullsNothingUntilExactlyItsLicenceIsAcceptedAndThenWhatItNeeds() throws Exception {
        try (var repository = new ServedRepository(CHECKPOINTS.resolve("folder-fp16"))) {
            var silent = pull(repository);
            var other = pull(repository, "--accept-license", "cc-by-4.0");

            assertThat(List.of(silent.code(), other.code())).containsOnly(2);
            assertThat(silent.err())
                    .contains("--accept-license cc-by-nc-sa-4.0")
                    .hasLineCount(1);
            assertThat(other.err()).contains("you accept cc-by-4.0");
            assertThat(repository.asked()).isEmpty();

            var pulled = pull(repository, "--accept-license", "cc-by-nc-sa-4.0");

            assertThat(pulled.code()).as(pulled.err()).isZero();
            assertThat(pulled.out())
                    .contains("Imported from someone/tiny at commit " + ServedRepository.COMMIT)
                    .contains("licence, weights  cc-by-nc-sa-4.0");
            assertThat(repository.asked())
                    .containsExactlyInAnyOrder(
                            "config.json",
                            "preprocessor_config.json",
                            "README.md",
                            "pytorch_model.bin",
                            "pytorch_model.bin");
            assertThat(emi("model", "verify", "tiny").code()).isZero();
            try (var left = Files.list(folder.resolve("store/.pulling"))) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void showsTheBundledReleaseToo() throws Exception {
        assertThat(emi("model", "show", "small-untrained").out()).contains("its values mean nothing");
    }

    @Test
    void saysInOneLineWhatCannotBeImported() throws Exception {
        var noise = Files.writeString(folder.resolve("noise.safetensors"), "this is no weights file");

        assertThat(emi("model", "import", noise.toString()).code()).isEqualTo(1);
        assertThat(emi("model", "import", folder.resolve("gone").toString()).code())
                .isEqualTo(2);
        assertThat(emi("model", "verify", "gone").code()).isEqualTo(2);
        assertThat(emi("analyze", "--release", "gone/1", "x.wav").err())
                .hasLineCount(1)
                .startsWith("emi: ")
                .contains("gone/1");
        assertThat(emi("analyze", "--device", "tpu", "x.wav").err()).contains("auto, cpu or cuda:N");
    }

    @Test
    void findsOutWhenAReleaseIsNoLongerWhatItWas() throws Exception {
        emi("model", "import", CHECKPOINTS.resolve("folder-fp16").toString(), "--name", "mine");
        Path answers = folder.resolve("store/mine/1/answers.json");
        Files.writeString(answers, Files.readString(answers).replaceFirst("(arousal\" : -?)[0-9]", "$17"));

        var changed = emi("model", "verify", "mine");
        assertThat(changed.code()).isEqualTo(1);
        assertThat(changed.out()).contains("DIFFERS").contains("affect/arousal");

        Files.write(folder.resolve("store/mine/1/model.safetensors"), new byte[9]);
        assertThat(emi("model", "verify", "mine").err()).contains("SHA-256");
    }

    private EmiProcess pull(ServedRepository repository, String... more) throws Exception {
        var arguments =
                new ArrayList<>(List.of("model", "pull", ServedRepository.NAME, "--base-url", repository.url()));
        arguments.addAll(List.of(more));
        return emi(arguments.toArray(String[]::new));
    }

    private EmiProcess emi(String... arguments) throws Exception {
        return EmiProcess.run(folder, arguments);
    }

    private static List<JsonNode> events(EmiProcess process) throws Exception {
        assertThat(process.code()).as(process.err()).isZero();
        var events = new ArrayList<JsonNode>();
        for (String line : process.out().lines().toList()) events.add(new ObjectMapper().readTree(line));
        assertThat(events).isNotEmpty();
        return events;
    }
}
