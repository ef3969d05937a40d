package io.emistream.app.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.app.problem.UsageProblem;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The command, with Kafka in this process and processors in their own. */
@Timeout(400)
class ScaleBenchIT {
    private final StringWriter out = new StringWriter();

    @Test
    void measuresOneProcessorAndTwoAndLosesNothing() throws Exception {
        int code = emi(
                "--processors",
                "2",
                "--partitions",
                "4",
                "--sessions",
                "8",
                "--seconds",
                "50",
                "--segment-ms",
                "150",
                "--rounds",
                "1",
                "--join-after",
                "0",
                "--json");

        var report = new ObjectMapper().readTree(out.toString());
        assertThat(code).isZero();
        assertThat(report.at("/scale")).hasSize(2);
        assertThat(report.at("/scale/0/segmentsPerSecond").asDouble()).isPositive();
        assertThat(report.at("/scale/1/speedUp").asDouble()).isPositive();
        assertThat(report.at("/expected").asInt()).isGreaterThan(20);
        assertThat(report.at("/delivered")).isEqualTo(report.at("/expected"));
        assertThat(report.at("/join").isMissingNode()).isTrue();
    }

    @Test
    @Tag("long")
    void aSecondProcessorTakesOverLoadThatIsTooMuchForTheFirst() throws Exception {
        int code = emi(
                "--processors",
                "1",
                "--partitions",
                "4",
                "--sessions",
                "8",
                "--rounds",
                "0",
                "--join-after",
                "10",
                "--json");

        var report = new ObjectMapper().readTree(out.toString());
        assertThat(code).isZero();
        assertThat(report.at("/join/lagSecondsBefore").asDouble()).isPositive();
        assertThat(report.at("/join/readySeconds").asDouble()).isPositive();
        assertThat(report.at("/join/settledSeconds").asDouble()).isPositive();
        assertThat(report.at("/delivered")).isEqualTo(report.at("/expected"));
    }

    @Test
    void refusesToMeasureNothing() {
        assertThatThrownBy(() -> emi("--rounds", "0", "--join-after", "0"))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContaining("nothing to measure");
    }

    private int emi(String... arguments) throws Exception {
        var bench = new ScaleBench();
        new CommandLine(bench)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .parseArgs(arguments);
        return bench.call();
    }
}
