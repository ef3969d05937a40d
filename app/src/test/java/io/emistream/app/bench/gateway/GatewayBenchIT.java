package io.emistream.app.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.app.problem.UsageProblem;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The command, with Kafka, gateway and clients in this process. */
@Timeout(240)
class GatewayBenchIT {
    private final StringWriter out = new StringWriter();

    @Test
    void sessionsThroughTheGatewayAreWholeAlsoThoseThatWereResumed() throws Exception {
        int code = emi("--sessions", "6", "--seconds", "5", "--resumed", "3", "--json");

        var report = new ObjectMapper().readTree(out.toString());
        assertThat(code).isZero();
        for (var way : new String[] {"direct", "gateway"}) {
            assertThat(report.at("/" + way + "/incomplete").asInt(-1)).as(way).isZero();
            assertThat(report.at("/" + way + "/wrong").asInt(-1)).as(way).isZero();
            assertThat(report.at("/" + way + "/latencyMs/p50").asDouble())
                    .as(way)
                    .isPositive();
        }
        assertThat(report.at("/resumptionMs")).hasSize(3);
    }

    @Test
    void refusesNoSessionsAtAll() {
        assertThatThrownBy(() -> emi("--sessions", "0"))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContaining("--sessions is 0; give 1 to 4096");
    }

    private int emi(String... arguments) throws Exception {
        var bench = new GatewayBench();
        new CommandLine(bench).setOut(new PrintWriter(out, true)).parseArgs(arguments);
        return bench.call();
    }
}
