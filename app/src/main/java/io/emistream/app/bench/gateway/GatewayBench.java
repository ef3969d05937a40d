package io.emistream.app.bench.gateway;

import static io.emistream.app.problem.UsageProblem.unlessWithin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.app.bench.load.Quantiles;
import io.emistream.app.bench.load.Voices;
import io.emistream.app.role.Workspace;
import io.emistream.app.show.ProgressLine;
import io.emistream.app.show.Table;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the gateway holds, and what it adds. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        description = {
            "Plays live sessions through Kafka's own producer and through the ingest gateway, reads the chunks back, and says what the gateway adds.",
            "Some connections are broken off in the middle and resumed. Exit code 1 where a sample is lost or out of order."
        },
        footer = {"", "Example: emi bench gateway --sessions 500 --seconds 30"})
public final class GatewayBench implements Callable<Integer> {
    @Option(
            names = "--sessions",
            defaultValue = "500",
            description = "of 16 kHz PCM, 1 to 4096; default ${DEFAULT-VALUE}")
    private int sessions;

    @Option(names = "--seconds", defaultValue = "30", description = "each way, 5 to 3600; default ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--resumed", defaultValue = "20", description = "broken off and resumed; default ${DEFAULT-VALUE}")
    private int resumed;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        unlessWithin("--sessions", sessions, 1, 4096);
        unlessWithin("--seconds", seconds, 5, 3600);
        unlessWithin("--resumed", resumed, 0, 5 * seconds);
        GatewayTrial.Result result;
        try (var workspace = Workspace.open(Optional.empty());
                var progress = ProgressLine.on(spec.commandLine().getErr())) {
            var voices = Voices.bundled(workspace.folder("recordings"));
            result = new GatewayTrial(sessions, Duration.ofSeconds(seconds), resumed, progress::show)
                    .run(workspace.folder("kafka"), voices);
        }
        spec.commandLine().getOut().println(json ? json(result) : text(result));
        return faultless(result.direct()) && faultless(result.gateway()) ? 0 : 1;
    }

    private static boolean faultless(GatewayTrial.Row row) {
        return row.incomplete() == 0 && row.wrong() == 0;
    }

    private String text(GatewayTrial.Result result) {
        var resumptions = Quantiles.of(result.resumptions());
        var table = Table.lines(
                List.of(
                        List.of("milliseconds", "p50", "p95", "p99", "max", "cores", "incomplete", "wrong"),
                        cells("producer alone", result.direct()),
                        cells("through the gateway", result.gateway())),
                List.of(1, 2, 3, 4, 5, 6, 7));
        return String.format(
                Locale.ROOT,
                "%d sessions of %d s, chunks of 100 ms, from the moment a chunk was spoken until it was read from the log%n%s%n"
                        + "added by the gateway: p50 %.1f ms, p99 %.1f ms%n%d resumed: p50 %.0f ms, at most %.0f ms until they could go on",
                sessions,
                seconds,
                String.join(System.lineSeparator(), table),
                result.gateway().latency().p50() - result.direct().latency().p50(),
                result.gateway().latency().p99() - result.direct().latency().p99(),
                result.resumptions().size(),
                resumptions.p50(),
                resumptions.max());
    }

    private static List<String> cells(String name, GatewayTrial.Row row) {
        var latency = row.latency();
        return List.of(
                name,
                number(latency.p50()),
                number(latency.p95()),
                number(latency.p99()),
                number(latency.max()),
                String.format(Locale.ROOT, "%.2f", row.cores()),
                String.valueOf(row.incomplete()),
                String.valueOf(row.wrong()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private String json(GatewayTrial.Result result) {
        var node =
                JsonNodeFactory.instance.objectNode().put("sessions", sessions).put("seconds", seconds);
        put(node.putObject("direct"), result.direct());
        put(node.putObject("gateway"), result.gateway());
        var resumptions = node.putArray("resumptionMs");
        result.resumptions().forEach(resumptions::add);
        return node.toString();
    }

    private static void put(ObjectNode node, GatewayTrial.Row row) {
        var latency = row.latency();
        node.putObject("latencyMs")
                .put("p50", latency.p50())
                .put("p95", latency.p95())
                .put("p99", latency.p99())
                .put("max", latency.max());
        node.put("cpuCores", row.cores()).put("incomplete", row.incomplete()).put("wrong", row.wrong());
    }
}
