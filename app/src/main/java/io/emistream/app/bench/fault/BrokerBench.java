package io.emistream.app.bench.fault;

import io.emistream.app.broker.BrokerOptions;
import io.emistream.app.broker.EmbeddedBroker;
import io.emistream.app.broker.Quorum;
import io.emistream.app.lifecycle.Interruption;
import io.emistream.app.lifecycle.Lifecycle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A broker in a process of its own, to be killed. */
@Command(name = "broker", hidden = true, description = "Runs a broker until Ctrl-C.")
final class BrokerBench implements Callable<Integer> {
    @Option(names = "--data", required = true)
    private Path data = Path.of("");

    @Option(names = "--kafka-port", required = true)
    private int kafkaPort;

    @Option(names = "--cluster", required = true)
    private String clusterId = "";

    @Option(names = "--node", required = true)
    private int node;

    @Option(names = "--controller-ports", required = true, split = ",")
    private List<Integer> controllerPorts = List.of();

    @Option(names = "--detour", arity = "2", description = "port to listen on and port to tell")
    private List<Integer> detour = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var interruption = Interruption.listen();
        try (var lifecycle = new Lifecycle()) {
            var broker = lifecycle.add("broker", EmbeddedBroker.start(options()));
            var out = spec.commandLine().getOut();
            out.println("broker runs   Kafka " + broker.bootstrap());
            out.flush();
            while (!interruption.await(Duration.ofMinutes(1))) continue;
        }
        return 0;
    }

    private BrokerOptions options() {
        var options = BrokerOptions.temporary()
                .onPort(kafkaPort)
                .in(data)
                .among(new Quorum(clusterId, node, controllerPorts));
        return detour.isEmpty() ? options : options.by(new BrokerOptions.Detour(detour.get(0), detour.get(1)));
    }
}
