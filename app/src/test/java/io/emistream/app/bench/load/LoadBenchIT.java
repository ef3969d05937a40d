package io.emistream.app.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.app.problem.UsageProblem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command, with Kafka and a processor in this process. */
class LoadBenchIT {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void aSmallLoadLosesAndDoublesNothing() throws Exception {
        var plot = folder.resolve("stages.png");

        int code = emi(
                "--sessions",
                "3",
                "--seconds",
                "8",
                "--warm-up",
                "0",
                "--engine",
                "null",
                "--json",
                "--plot",
                plot.toString());

        var report = new ObjectMapper().readTree(out.toString());
        assertThat(code).isZero();
        assertThat(report.at("/sessions").asInt()).isEqualTo(3);
        assertThat(report.at("/seconds").asInt()).isEqualTo(8);
        assertThat(report.at("/expected").asInt()).isGreaterThan(3);
        assertThat(report.at("/delivered")).isEqualTo(report.at("/expected"));
        for (var fault : new String[] {"lost", "doubled", "reordered", "strangers", "late"})
            assertThat(report.at("/" + fault).asInt(-1)).as(fault).isZero();
        assertThat(report.at("/marked/bursts").asInt()).isPositive();
        assertThat(report.at("/abstained").asInt(-1))
                .as("at most the tones are no speech")
                .isBetween(0, report.at("/marked/bursts").asInt());
        assertThat(report.at("/marked/uncovered").asLong(-1)).isZero();
        assertThatStagesAddUp(report);
        for (var positive : new String[] {"cpuCores", "rssMb", "batchFill", "segmentsPerSecond", "chunksPerSecond"})
            assertThat(report.at("/" + positive).asDouble()).as(positive).isPositive();
        assertThat(report.at("/changelogs/mb").asDouble()).isPositive();
        assertThat(report.at("/changelogs/mostMb").asDouble())
                .isGreaterThanOrEqualTo(report.at("/changelogs/mb").asDouble());
        assertThat(report.at("/rssGrowthPercent").isNull())
                .as("too short for memory")
                .isTrue();
        assertThat(Files.readAllBytes(plot)).startsWith(0x89, 'P', 'N', 'G');
    }

    private static void assertThatStagesAddUp(JsonNode report) {
        double before = 0;
        for (var quantile : new String[] {"p50", "p95", "p99", "max"}) {
            double total = report.at("/latencyMs/" + quantile).asDouble(-1);
            assertThat(total).as(quantile).isGreaterThan(before);
            assertThat(report.at("/stagesMs/total/" + quantile).asDouble()).isEqualTo(total);
            for (var stage : Stage.values())
                assertThat(report.at("/stagesMs/" + stage.key() + "/" + quantile)
                                .asDouble(1e9))
                        .as("%s %s", stage, quantile)
                        .isLessThanOrEqualTo(total + 2); // the broker tells whole milliseconds
            before = total - 1e-9;
        }
    }

    @Test
    void refusesAnEngineForProcessorsOutside() {
        assertThatThrownBy(() -> emi("--bootstrap", "127.0.0.1:9", "--engine", "null"))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContaining("--engine")
                .hasMessageContaining("outside");
    }

    @Test
    void refusesAPictureThatCannotBeWrittenBeforeAnythingRuns() {
        assertThatThrownBy(() -> emi("--plot", folder.resolve("no/such.png").toString()))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContaining("there is no folder");
    }

    private int emi(String... arguments) throws Exception {
        var bench = new LoadBench();
        new CommandLine(bench)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .parseArgs(arguments);
        return bench.call();
    }
}
