package io.emistream.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.app.problem.UsageProblem;
import io.emistream.trainer.evaluate.ClipAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionsFileIT {
    @TempDir
    Path folder;

    @Test
    void aFolderIsCutOffOnlyWhereTheNameIsNotKnownWithIt() throws IOException {
        var read = read("clip,Joy\nanna/1.wav,0.1\ncorpus/anna/2.wav,0.2\n", "anna/1.wav", "anna/2.wav");

        assertThat(read.answers()).extracting(ClipAnswer::clip).containsExactly("anna/1.wav", "anna/2.wav");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstColumn() throws IOException {
        assertThat(read("\uFEFFFilename,Joy\n1.wav,0.1\n", "1.wav").answers()).hasSize(1);
    }

    @Test
    void whatIsNotFiniteIsRefusedWithItsRow() {
        for (String value : List.of("NaN", "Infinity", "much"))
            assertThatThrownBy(() -> read("file,Joy\n1.wav,0.1\n2.wav," + value + "\n", "1.wav"))
                    .isInstanceOf(UsageProblem.class)
                    .hasMessageContainingAll("row 3", "Joy", value);
    }

    @Test
    void aClipThatIsNamedTwiceIsRefusedWithBothRows() {
        assertThatThrownBy(() -> read("file,Joy\n1.wav,0.1\n1.wav,0.2\n", "1.wav"))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContainingAll("row 3", "row 2", "1.wav");
    }

    private Rival read(String text, String... known) throws IOException {
        var file = Files.writeString(folder.resolve("said.csv"), text);
        return new PredictionsFile(file).read(List.of("Joy"), Set.of(known));
    }
}
