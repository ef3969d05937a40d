package io.emistream.trainer.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.emistream.schemas.avro.Split;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LabelTableTest {
    private static final Path CSV = Path.of("labels.csv");
    private static final String HEADER = "file,speaker,split,Joy\n";

    @Test
    void namesARowOfTheWrongWidthAndReadsOn() throws BadDataset {
        var table = parsed(HEADER + "a.wav,ann,train\nb.wav,ann,train,0.5,0.6\nc.wav,ann,train,0.5\n");

        assertThat(table.problems)
                .extracting(Problem::row, Problem::what, Problem::value, Problem::limit)
                .containsExactly(
                        tuple(2L, "wrong number of columns", "3", "the header has 4"),
                        tuple(3L, "wrong number of columns", "5", "the header has 4"));
        assertThat(table.clips).singleElement().satisfies(clip -> assertThat(clip.row())
                .isEqualTo(4));
    }

    @Test
    void readsNoFileOutsideTheFolder() throws BadDataset {
        var table =
                parsed(HEADER + "../secret.wav,ann,train,1\n/etc/secret.wav,ann,train,1\nin/../a.wav,ann,train,1\n");

        assertThat(table.problems)
                .extracting(Problem::what)
                .containsOnly("file outside the data set")
                .hasSize(2);
        assertThat(table.clips).hasSize(1);
    }

    @Test
    void dividesByTheFullValueOfTheColumn() throws BadDataset {
        var table = table(null, List.of(new LabelColumn("Joy", "joyful", 100)), "");
        table.parse(CSV, HEADER + "a.wav,ann,train,85\nb.wav,ann,train,101\n");

        assertThat(table.clips).singleElement().satisfies(clip -> assertThat(clip.labels())
                .containsEntry("joyful", 0.85f));
        assertThat(table.problems.toString())
                .contains("row 3: label Joy is out of range '101'; labels go from 0 to 100.0");
    }

    @Test
    void advisesAPointWhereACommaWasWritten() throws BadDataset {
        assertThat(parsed(HEADER + "a.wav,ann,train,\"0,5\"\n").problems)
                .extracting(Problem::nextStep)
                .containsExactly("write a decimal point, not a comma");
    }

    @Test
    void readsATestSplitWithoutLabelColumnsButNoOther() throws BadDataset {
        var test = table(Split.TEST, List.of(LabelColumn.intensity("Joy")), ".mp3");
        test.parse(CSV, "file,speaker\n00042,ann\n");

        assertThat(test.clips).singleElement().satisfies(clip -> {
            assertThat(clip.labels()).isEmpty();
            assertThat(clip.audio()).hasFileName("00042.mp3");
        });
        var train = table(Split.TRAIN, List.of(LabelColumn.intensity("Joy")), ".mp3");
        assertThatThrownBy(() -> train.parse(CSV, "file,speaker\n00042,ann\n"))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("lacks the columns [Joy]");
    }

    @Test
    void readsPastAByteOrderMark() throws BadDataset {
        assertThat(parsed("\uFEFF" + HEADER + "a.wav,ann,train,1\n").clips).hasSize(1);
    }

    @Test
    void keepsControlCharactersOfAValueOffTheTerminal() throws BadDataset {
        assertThat(parsed(HEADER + "a.wav,ann,\u001b[2Jtrain,1\n").problems)
                .extracting(Problem::value)
                .containsExactly("?[2Jtrain");
    }

    @Property(tries = 200)
    void everyRowIsAClipOrAProblemAndEveryLabelIsInRange(@ForAll @Size(min = 1, max = 20) List<Double> values)
            throws BadDataset {
        var csv = new StringBuilder(HEADER);
        for (int i = 0; i < values.size(); i++)
            csv.append(i).append(".wav,ann,train,").append(values.get(i)).append('\n');

        var table = parsed(csv.toString());

        assertThat(table.clips.size() + table.problems.size()).isEqualTo(values.size());
        assertThat(table.clips).hasSize((int)
                values.stream().filter(value -> value >= 0 && value <= 1).count());
        assertThat(table.clips)
                .allSatisfy(clip -> assertThat(clip.labels().get("Joy")).isBetween(0f, 1f));
    }

    private static LabelTable parsed(String text) throws BadDataset {
        var table = table(null, List.of(LabelColumn.intensity("Joy")), "");
        table.parse(CSV, text);
        return table;
    }

    private static LabelTable table(@Nullable Split split, List<LabelColumn> labels, String suffix) {
        var columns = new Columns("file", "speaker", "split", suffix);
        return new LabelTable(columns, split, Path.of("/data/set"), labels, file -> true);
    }
}
