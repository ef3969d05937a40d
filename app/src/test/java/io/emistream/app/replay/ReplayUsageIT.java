package io.emistream.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.app.problem.UsageProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is refused before a Kafka is looked for. */
class ReplayUsageIT {
    @TempDir
    Path folder;

    @BeforeEach
    void table() throws IOException {
        Files.createFile(folder.resolve("1.wav"));
        Files.writeString(folder.resolve("labels.csv"), "file,Joy\n1.wav,0.5\n");
    }

    @Test
    void refusesWhatIsAboutLabelsWithoutThem() {
        for (String option : List.of("--report", "--predictions", "--against", "--split", "--by"))
            assertThat(refusal(option, "val")).contains(option, "--labels");
    }

    @Test
    void refusesColumnsThatTheTableLacksAndAnotherRelease() {
        var table = folder.resolve("labels.csv").toString();

        assertThat(refusal("--labels", table, "--by", "city")).contains("--by", "city");
        assertThat(refusal("--labels", table, "--outputs", "Fear")).contains("--outputs", "Fear");
        assertThat(refusal("--labels", table, "--against", "other/3")).contains("--against", "other/3");
    }

    private String refusal(String... arguments) {
        var thrown = new ArrayList<Exception>();
        var all = new ArrayList<>(List.of(arguments));
        all.add(folder.toString());
        new CommandLine(new ReplayCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((error, line, parsed) -> {
                    thrown.add(error);
                    return 2;
                })
                .execute(all.toArray(String[]::new));
        assertThat(thrown).singleElement().isInstanceOf(UsageProblem.class);
        return String.valueOf(thrown.get(0).getMessage());
    }
}
