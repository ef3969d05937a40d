package io.emistream.app.command;

import io.emistream.app.broker.Ports;
import io.emistream.app.gateway.GatewayOptions;
import io.emistream.app.learn.LearningOptions;
import io.emistream.app.learn.Trainer;
import io.emistream.app.lifecycle.Interruption;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Inference;
import io.emistream.app.role.LoadOptions;
import io.emistream.app.role.LostDevice;
import io.emistream.app.role.OwnCommand;
import io.emistream.app.role.Roles;
import io.emistream.app.role.SwapOptions;
import io.emistream.app.role.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything in one process, waiting for callers: broker, registry, processor, dashboard and gateway. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description =
                "Runs broker, registry, processor, dashboard and gateway in one process and waits for callers until Ctrl-C.",
        footer = {
            "",
            "Example: emi up --data emi-data, and in another terminal:",
            "         emi replay FOLDER --bootstrap 127.0.0.1:9092 --registry http://127.0.0.1:8081",
            "         or speak to ws://127.0.0.1:8082/v1/ingest: docs/gateway.md"
        })
public final class UpCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", description = "keep Kafka's data here; else a temporary folder")
    private @Nullable Path data;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "to listen on; default ${DEFAULT-VALUE}")
    private String host = "";

    @Option(
            names = "--port",
            defaultValue = "8080",
            paramLabel = "PORT",
            description = "of the dashboard, 0 for any free one; default ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--kafka-port",
            defaultValue = "9092",
            paramLabel = "PORT",
            description = "0 for any free one; default ${DEFAULT-VALUE}")
    private int kafkaPort;

    @Option(
            names = "--registry-port",
            defaultValue = "8081",
            paramLabel = "PORT",
            description = "0 for any free one; default ${DEFAULT-VALUE}")
    private int registryPort;

    @Option(
            names = "--gateway-port",
            defaultValue = "8082",
            paramLabel = "PORT",
            description = "of the gateway for live audio, 0 for any free one; default ${DEFAULT-VALUE}")
    private int gatewayPort;

    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Mixin
    private final Inference inference = new Inference();

    @Option(
            names = "--learn",
            description = "also run a trainer, which learns from the clips that are labelled; see --learn-*")
    private boolean learn;

    @Option(
            names = "--ratings",
            description = "let viewers rate segments, also when others than this machine are listened to")
    private boolean ratings;

    @Mixin
    private final LearningOptions learning = new LearningOptions();

    @Mixin
    private final SwapOptions swap = new SwapOptions();

    @Mixin
    private final LoadOptions load = new LoadOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    @Override
    public Integer call() throws IOException {
        Port.check(port, kafkaPort, registryPort, gatewayPort);
        var gatewayConfig = gateway.config(host, gatewayPort);
        var rules = load.rules();
        var interruption = Interruption.listen();
        try (var lifecycle = new Lifecycle()) {
            Ports.free("the dashboard", host, port);
            Ports.free("the gateway", host, gatewayPort);
            var workspace = lifecycle.add("workspace", Workspace.open(Optional.ofNullable(data)));
            var embedded = Roles.embedded(workspace.folder("kafka"), host, kafkaPort, registryPort, lifecycle);
            var dashboard = Roles.dashboard(embedded.cluster(), host, port, ratings || isLoopback(host), lifecycle);
            var processor = Roles.processor(
                    embedded.cluster(),
                    workspace.folder("state"),
                    inference,
                    swap.rules(),
                    rules,
                    load.load(),
                    lifecycle);
            LostDevice.ends(processor.scorer(), interruption);
            if (learn)
                lifecycle.add(
                        "trainer",
                        Trainer.start(
                                learning.read(),
                                new Trainer.Served(swap.rules().deployment(), inference.first()),
                                OwnCommand.words(),
                                workspace.folder("trainer"),
                                inference.store(),
                                embedded.cluster(),
                                inference.device()));
            var gate = lifecycle.add("gateway", GatewayOptions.start(gatewayConfig, embedded.cluster()));
            var out = spec.commandLine().getOut();
            out.println("dashboard " + dashboard.address() + "   Kafka "
                    + embedded.cluster().bootstrap() + "   registry " + embedded.registry() + "   gateway "
                    + gate.address());
            out.flush();
            while (!interruption.await(Duration.ofMinutes(1))) continue;
        }
        interruption.check();
        return 0;
    }
}
