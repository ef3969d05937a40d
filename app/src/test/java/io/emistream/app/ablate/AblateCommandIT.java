package io.emistream.app.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.app.learn.Clips;
import io.emistream.app.process.JavaProcess;
import io.emistream.model.ReleaseId;
import io.emistream.model.release.ReleaseStore;
import io.emistream.model.release.TinyRelease;
import io.emistream.schemas.avro.Split;
import io.emistream.trainer.corpus.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code emi ablate} as a process that is killed between rows. */
class AblateCommandIT {
    private static final String PLAN =
            """
            {"title": "a test", "weights": {}, "set": {"epochs": 2, "batch": 8}, "tables": {"parts": {"title": "Parts", "rows": {
              "g": {"title": "G", "weights": "tiny", "recipe": "table2-g", "paper": {"validation": 0.342}},
              "g-r": {"title": "G + R", "weights": "tiny", "recipe": "table2-g-r", "set": {"epochs": 400}},
              "lost": {"title": "without weights", "recipe": "table2-g"}
            }}}}""";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @BeforeEach
    void makeClips() throws Exception {
        TinyRelease.publish(new ReleaseStore(folder.resolve("releases")), new ReleaseId("base", "1"), Clips.SET);
        var corpus = Corpus.open(folder.resolve("corpus"));
        for (int i = 0; i < 8; i++) corpus.put(Clips.clip("t" + i, "trains", Split.TRAIN));
        for (int i = 0; i < 4; i++) corpus.put(Clips.clip("v" + i, "validates" + i % 2, Split.VALIDATION));
        Files.writeString(folder.resolve("plan.json"), PLAN);
    }

    @Test
    void rowsThatWereFinishedBeforeItWasKilledAreNotRunAgain() throws Exception {
        JsonNode first;
        try (var killed = emi(
                "--config", "plan.json", "--weights", "tiny=base/1", "--corpus", "corpus", "--output-set", Clips.SET)) {
            first = new ObjectMapper().readTree(killed.line("{\"table\":\"parts\",\"row\":\"g\""));
            killed.kill();
        }
        assertThat(folder.resolve("run/rows/parts/g-r/result.json")).doesNotExist();
        shorten();

        try (var resumed = emi("--resume")) {
            assertThat(resumed.ended()).isEqualTo(1);

            List<JsonNode> rows = rows(resumed.out());
            assertThat(rows).extracting(row -> row.get("row").asText()).containsExactly("g", "g-r", "lost");
            assertThat(rows.get(0)).isEqualTo(first);
            assertThat(rows.get(1).at("/validation/speakers").asInt()).isEqualTo(2);
            assertThat(rows.get(1).has("test")).isFalse();
            assertThat(rows.get(2).get("notRun").asText()).contains("--weights audeering=DIR");
            assertThat(String.join("\n", resumed.err())).doesNotContain("row parts/g: ");
        }
        assertThat(folder.resolve("run/tables.md")).content().contains("| G | 0.342 | ");
    }

    @ParameterizedTest
    @CsvSource({"--only=parts/h, no table or row parts/h", "--weights=tini=base/1, no row starts from weights tini"})
    void whatIsMistypedIsRefusedBeforeAnAblationIsBegun(String mistyped, String words) throws Exception {
        try (var refused = emi("--config", "plan.json", "--corpus", "corpus", "--output-set", Clips.SET, mistyped)) {
            assertThat(refused.ended()).isEqualTo(2);
            assertThat(String.join("\n", refused.err())).contains(words);
        }
        assertThat(folder.resolve("run")).doesNotExist();
    }

    /** The second row was meant to be killed in its middle; now it may end. */
    private void shorten() throws IOException {
        for (String file : new String[] {"run/ablation.json", "run/rows/parts/g-r/run.json"}) {
            Path path = folder.resolve(file);
            if (!Files.exists(path)) continue;
            Files.writeString(
                    path,
                    Files.readString(path).replace("\"400\"", "\"2\"").replace("\"epochs\" : 400", "\"epochs\" : 2"));
        }
    }

    private JavaProcess emi(String... more) throws IOException {
        var command = new ArrayList<>(List.of("ablate", "--run", "run", "--store", "releases", "--json"));
        command.addAll(List.of(more));
        return JavaProcess.emi(folder, command.toArray(String[]::new));
    }

    private static List<JsonNode> rows(List<String> lines) throws IOException {
        var rows = new ArrayList<JsonNode>();
        for (String line : lines) rows.add(new ObjectMapper().readTree(line));
        return rows;
    }
}
