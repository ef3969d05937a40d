package io.emistream.app.gateway;

import io.emistream.app.broker.Ports;
import io.emistream.app.lifecycle.Interruption;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.HealthEndpoint;
import io.emistream.app.role.Outside;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The way in for live audio, on its own. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        subcommands = TokenCommand.class,
        description =
                "Takes live audio over WebSockets and publishes it to an outside Kafka: docs/gateway.md, docs/ingest.md.",
        footer = {"", "Example: emi gateway --bootstrap kafka:9092 --host 0.0.0.0 --port 8082 --token-secret secret.txt"
        })
public final class GatewayCommand implements Callable<Integer> {
    private static final int LAST_PORT = 65_535;

    @Mixin
    private final Outside outside = new Outside();

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "to listen on; default ${DEFAULT-VALUE}")
    private String host = "";

    @Option(names = "--port", defaultValue = "8082", description = "0 for any free one; default ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--health-port", paramLabel = "PORT", description = "serves GET /health: what it carries")
    private @Nullable Integer healthPort;

    @Mixin
    private final GatewayOptions options = new GatewayOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        UsageProblem.unlessWithin("--port", port, 0, LAST_PORT);
        if (healthPort != null) UsageProblem.unlessWithin("--health-port", healthPort, 0, LAST_PORT);
        var config = options.config(host, port);
        var interruption = Interruption.listen();
        try (var lifecycle = new Lifecycle()) {
            Ports.free("the gateway", host, port);
            var cluster = outside.join();
            var gateway = lifecycle.add("gateway", GatewayOptions.start(config, cluster));
            if (healthPort != null)
                lifecycle.add("health", HealthEndpoint.start(healthPort, () -> true, gateway::text));
            spec.commandLine().getOut().println("gateway " + gateway.address() + "   Kafka " + cluster.bootstrap());
            spec.commandLine().getOut().flush();
            while (!interruption.await(Duration.ofMinutes(1))) continue;
        }
        return 0;
    }
}
