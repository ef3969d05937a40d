package io.emistream.app.bench.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.app.problem.UsageProblem;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The command, with Kafka and a processor in this process. */
@Timeout(240)
class NeighbourBenchIT {
    private final StringWriter out = new StringWriter();

    @Test
    void ordinarySessionsLoseNothingBesideOneWhoDoesAllWrongAndHisGarbageIsDeadLetters() throws Exception {
        int code = emi(
                "--sessions",
                "3",
                "--seconds",
                "6",
                "--warm-up",
                "3",
                "--rounds",
                "1",
                "--noisy-sessions",
                "2",
                "--garbage",
                "20",
                "--engine",
                "null",
                "--json");

        var report = new ObjectMapper().readTree(out.toString());
        assertThat(code).isZero();
        for (var side : new String[] {"alone", "beside"}) {
            assertThat(report.at("/" + side + "/expected").asInt()).isGreaterThan(3);
            assertThat(report.at("/" + side + "/delivered")).isEqualTo(report.at("/" + side + "/expected"));
            assertThat(report.at("/" + side + "/latencyMs/p95").asDouble()).isPositive();
        }
        double ratio = report.at("/beside/latencyMs/p95").asDouble()
                / report.at("/alone/latencyMs/p95").asDouble();
        assertThat(report.at("/ratioP95").asDouble()).isEqualTo(ratio);
        assertThat(report.at("/roundRatiosP95")).hasSize(1);
        assertThat(report.at("/neighbour/delivered")).isEqualTo(report.at("/neighbour/expected"));
        assertThat(report.at("/neighbour/expected").asInt())
                .as("he says ten times as much")
                .isGreaterThan(2 * report.at("/beside/expected").asInt());
        assertThat(report.at("/neighbour/garbage").asInt()).isGreaterThan(6 * 20);
        for (var fault : new String[] {"noLetter", "doubledLetters", "otherLetters"})
            assertThat(report.at("/neighbour/" + fault).asInt(-1)).as(fault).isZero();
    }

    @Test
    void refusesANeighbourWhoKeepsToRealTime() {
        assertThatThrownBy(() -> emi("--speed", "1"))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContaining("--speed is 1; give 2 to 100");
    }

    @Test
    void refusesAReleaseThatWouldNotBeUsed() {
        assertThatThrownBy(() -> emi("--engine", "null", "--release", "some"))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContaining("--release");
    }

    private int emi(String... arguments) throws Exception {
        var bench = new NeighbourBench();
        new CommandLine(bench)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .parseArgs(arguments);
        return bench.call();
    }
}
