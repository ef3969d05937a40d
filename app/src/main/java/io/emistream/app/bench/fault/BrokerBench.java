package io.emistream.app.bench.fault;

import io.emistream.app.lifecycle.Interruption;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Roles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A broker and a registry in a process of their own, to be killed. */
@Command(name = "broker", hidden = true, description = "Runs a broker and a registry until Ctrl-C.")
final class BrokerBench implements Callable<Integer> {
    @Option(names = "--data", required = true)
    private Path data = Path.of("");

    @Option(names = "--kafka-port", required = true)
    private int kafkaPort;

    @Option(names = "--registry-port", required = true)
    private int registryPort;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var interruption = Interruption.listen();
        try (var lifecycle = new Lifecycle()) {
            var embedded = Roles.embedded(data, "127.0.0.1", kafkaPort, registryPort, lifecycle);
            var out = spec.commandLine().getOut();
            out.println("broker runs   Kafka " + embedded.cluster().bootstrap());
            out.flush();
            while (!interruption.await(Duration.ofMinutes(1))) continue;
        }
        return 0;
    }
}
