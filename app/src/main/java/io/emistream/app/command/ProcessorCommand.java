package io.emistream.app.command;

import io.emistream.app.lifecycle.Interruption;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.HealthEndpoint;
import io.emistream.app.role.Inference;
import io.emistream.app.role.LoadOptions;
import io.emistream.app.role.LostDevice;
import io.emistream.app.role.Outside;
import io.emistream.app.role.Roles;
import io.emistream.app.role.SwapOptions;
import io.emistream.app.role.Workspace;
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

/** One processor of a cluster. */
@Command(
        name = "processor",
        mixinStandardHelpOptions = true,
        description = "Judges audio of an outside Kafka until it is told to end.",
        footer = {"", "Example: emi processor --bootstrap kafka:9092 --health-port 8090"})
public final class ProcessorCommand implements Callable<Integer> {
    @Mixin
    private final Outside outside = new Outside();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "stores, kept so that a restart is quick; else temporary")
    private @Nullable Path state;

    @Option(names = "--health-port", paramLabel = "PORT", description = "serves GET /health: 200 or 503")
    private @Nullable Integer healthPort;

    @Mixin
    private final Inference inference = new Inference();

    @Mixin
    private final SwapOptions swap = new SwapOptions();

    @Mixin
    private final LoadOptions load = new LoadOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (healthPort != null) Port.check(healthPort);
        var rules = load.rules();
        var interruption = Interruption.listen();
        try (var lifecycle = new Lifecycle()) {
            var workspace = lifecycle.add("workspace", Workspace.open(Optional.ofNullable(state)));
            var cluster = outside.join();
            var processor = Roles.processor(
                    cluster, workspace.folder("state"), inference, swap.rules(), rules, load.load(), lifecycle);
            LostDevice.ends(processor.scorer(), interruption);
            if (healthPort != null)
                lifecycle.add(
                        "health",
                        HealthEndpoint.start(
                                healthPort,
                                () -> interruption.problem().isEmpty()
                                        && processor.processor().health().ready(),
                                () -> interruption
                                                .problem()
                                                .or(() -> processor
                                                        .processor()
                                                        .health()
                                                        .silence())
                                                .map(why -> why + "\n")
                                                .orElse("")
                                        + processor.text()));
            spec.commandLine().getOut().println("processor runs   Kafka " + cluster.bootstrap());
            spec.commandLine().getOut().flush();
            while (!interruption.await(Duration.ofMinutes(1))) continue;
        }
        interruption.check();
        return 0;
    }
}
