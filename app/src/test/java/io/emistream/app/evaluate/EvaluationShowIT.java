package io.emistream.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.schemas.avro.Split;
import io.emistream.trainer.corpus.LabelSource;
import io.emistream.trainer.evaluate.ClipAnswer;
import io.emistream.trainer.evaluate.ClipAnswer.Part;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What is told of answers that a release might have given, with a table of labels on disk. */
class EvaluationShowIT {
    private static final String TABLE = "file,speaker,Joy,Fear\n1.wav,a,0.1,0.3\n2.wav,a,0.5,0.2\n3.wav,b,0.9,0.1\n";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aRowWhoseLabelCannotBeUsedIsToldAndCounts() throws Exception {
        int code = show(TABLE + "4.wav,b,1.7,0.1\n", answers("Joy", "Fear"), Rivals.NONE);

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("row 5", "1.7");
        assertThat(json().get("clips").asInt()).isEqualTo(3);
    }

    @Test
    void aComparisonWithNothingInCommonIsNoDifferenceOfZero() throws Exception {
        var other = Files.writeString(folder.resolve("other.csv"), "file,Joy\nx.wav,0.1\ny.wav,0.2\n");

        int code = show(TABLE, answers("Joy", "Fear"), Rivals.NONE, "--against", other.toString());

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("nothing was compared with other.csv");
        var mean = json().get("against").get("pearson").get("mean");
        for (String name : List.of("this", "that", "difference", "p"))
            assertThat(mean.get(name).isNull()).as(name).isTrue();
    }

    @Test
    void whereEverythingAbstainedOnWorseAudioADashIsWritten() throws Exception {
        var silent = new Rival("telephone", List.of(new ClipAnswer("1.wav", List.of())));
        var rivals = new Rivals(Optional.empty(), List.of(silent), List.of(), List.of());

        int code = new EvaluationShow(options(), new PrintWriter(out), new PrintWriter(err))
                .show(labelled(TABLE), answers("Joy", "Fear"), rivals);

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("nothing was compared with telephone");
        assertThat(out.toString().lines().filter(line -> line.startsWith("telephone")))
                .singleElement()
                .asString()
                .matches("telephone +0 +– +– +– +– +–");
    }

    @Test
    void anUndefinedCorrelationIsNamedOnItsSide() throws Exception {
        var other = Files.writeString(folder.resolve("other.csv"), "file,Joy\n1.wav,0.1\n2.wav,0.1\n3.wav,0.1\n");

        int code = show(TABLE, answers("Joy", "Fear"), Rivals.NONE, "--against", other.toString());

        assertThat(code).isZero();
        var undefined = json().get("against").get("undefined");
        assertThat(undefined.get("this")).isEmpty();
        assertThat(undefined.get("that").get(0).asText()).isEqualTo("Joy");
    }

    @Test
    void whatFailedInAComparisonCounts() throws Exception {
        var rivals = new Rivals(Optional.empty(), List.of(), List.of("other/3: 1.wav: the engine failed"), List.of());

        assertThat(show(TABLE, answers("Joy", "Fear"), rivals)).isEqualTo(1);
        assertThat(err.toString()).contains("other/3: 1.wav");
    }

    @Test
    void clipsAndLabelsWithoutValuesAreCountedApart() throws Exception {
        var table = "file,speaker,Joy,Fear\n1.wav,a,0.1,\n2.wav,a,0.5,\n3.wav,b,0.9,\n4.wav,c,,\n";

        int code = show(table, answers("Joy", "Fear"), Rivals.NONE);

        assertThat(code).isZero();
        assertThat(json().get("clips").asInt()).isEqualTo(3);
        assertThat(json().get("speakers").asInt()).isEqualTo(2);
        assertThat(json().get("unlabelled").asInt()).isEqualTo(1);
        assertThat(json().get("notCompared").get(0).asText()).isEqualTo("Fear");
        assertThat(json().get("pearson").get("mean"))
                .isEqualTo(json().get("pearson").get("Joy"));
    }

    @Test
    void outputsComeInTheOrderOfTheTable() throws Exception {
        show(TABLE, answers("Fear", "Joy"), Rivals.NONE);

        assertThat(json().get("pearson").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("Joy", "Fear", "mean");
    }

    @Test
    void aReleaseOfWhichOnlyAbstentionsAreKnownHasNoValue() throws Exception {
        var labelled = labelled(TABLE);
        var abstained = new Answers("", List.of(), List.of(), Map.of(), List.of());

        int code = new EvaluationShow(options(), new PrintWriter(out), new PrintWriter(err)).show(labelled, abstained);

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("no clip has a value");
    }

    private int show(String table, Answers answers, Rivals rivals, String... arguments) throws Exception {
        var all = new ArrayList<>(Arrays.asList(arguments));
        all.add("--json");
        var options = options(all.toArray(String[]::new));
        return new EvaluationShow(options, new PrintWriter(out), new PrintWriter(err))
                .show(labelled(table), answers, rivals);
    }

    private static EvaluationOptions options(String... arguments) {
        var options = new EvaluationOptions();
        new CommandLine(CommandSpec.forAnnotatedObject(options))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(arguments);
        return options;
    }

    private LabelledClips labelled(String table) throws Exception {
        for (int clip = 1; clip <= 4; clip++) Files.write(folder.resolve(clip + ".wav"), new byte[0]);
        var csv = Files.writeString(folder.resolve("labels.csv"), table);
        return LabelledClips.read(LabelSource.open(csv, folder), List.of(Split.TEST), List.of());
    }

    private static Answers answers(String... labels) {
        var clips = new ArrayList<ClipAnswer>();
        for (int clip = 1; clip <= 4; clip++)
            clips.add(new ClipAnswer(
                    clip + ".wav", List.of(new Part(0, 9, Map.of("Joy", clip / 4.0, "Fear", 0.1 * clip * clip)))));
        return new Answers("tried/1", List.of(labels), clips, Map.of(), List.of());
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }
}
