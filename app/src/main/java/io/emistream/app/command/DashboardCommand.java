package io.emistream.app.command;

import io.emistream.app.broker.Ports;
import io.emistream.app.lifecycle.Interruption;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Outside;
import io.emistream.app.role.Roles;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The page on its own. */
@Command(
        name = "dashboard",
        mixinStandardHelpOptions = true,
        description = "Shows the live sessions of an outside Kafka in a browser.",
        footer = {"", "Example: emi dashboard --bootstrap kafka:9092 --host 0.0.0.0 --port 8080"})
public final class DashboardCommand implements Callable<Integer> {
    @Mixin
    private final Outside outside = new Outside();

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "to listen on; default ${DEFAULT-VALUE}")
    private String host = "";

    @Option(names = "--port", defaultValue = "8080", description = "0 for any free one; default ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--ratings",
            description = "let viewers rate segments: their audio is then published as clips to learn from")
    private boolean ratings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Port.check(port);
        var interruption = Interruption.listen();
        try (var lifecycle = new Lifecycle()) {
            Ports.free("the dashboard", host, port);
            var dashboard = Roles.dashboard(outside.join(), host, port, ratings, lifecycle);
            spec.commandLine().getOut().println("dashboard " + dashboard.address());
            spec.commandLine().getOut().flush();
            while (!interruption.await(Duration.ofMinutes(1))) continue;
        }
        return 0;
    }
}
