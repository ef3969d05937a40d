package io.emistream.app.learn;

import io.emistream.app.lifecycle.Interruption;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.DeviceOption;
import io.emistream.app.role.Outside;
import io.emistream.app.role.OwnCommand;
import io.emistream.app.role.StoreOption;
import io.emistream.model.ReleaseId;
import io.emistream.model.release.BundledRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The trainer of a cluster. */
@Command(
        name = "trainer",
        mixinStandardHelpOptions = true,
        subcommands = {TrainNowCommand.class, PredictCommand.class},
        description =
                "Collects labelled clips, trains when there are enough, and lets what is better through its gate.",
        footer = {"", "Example: emi trainer --bootstrap kafka:9092 --work trainer --deploy"})
public final class TrainerCommand implements Callable<Integer> {
    @Mixin
    private final Outside outside = new Outside();

    @Option(
            names = "--work",
            defaultValue = "trainer",
            paramLabel = "DIR",
            description = "corpus and runs, kept; default ${DEFAULT-VALUE}")
    private Path work = Path.of("trainer");

    @Option(
            names = "--deployment",
            defaultValue = "live",
            paramLabel = "NAME",
            description = "whose releases are learned on; default ${DEFAULT-VALUE}")
    private String deployment = "";

    @Option(
            names = "--first",
            defaultValue = BundledRelease.DEFAULT,
            paramLabel = "NAME[/VERSION]",
            description =
                    "what its processors serve while nothing is deployed, their --release; default ${DEFAULT-VALUE}")
    private String first = "";

    @Mixin
    private final LearningOptions learning = new LearningOptions();

    @Mixin
    private final StoreOption store = new StoreOption();

    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private ReleaseId first() throws IOException {
        return BundledRelease.isNamed(first)
                ? BundledRelease.manifest(first).card().id()
                : store.resolve(first);
    }

    @Override
    public Integer call() throws Exception {
        var asked = learning.read();
        var interruption = Interruption.listen();
        try (var lifecycle = new Lifecycle()) {
            var cluster = outside.join();
            lifecycle.add(
                    "trainer",
                    Trainer.start(
                            asked,
                            new Trainer.Served(deployment, first()),
                            OwnCommand.words(),
                            work,
                            store.place(),
                            cluster,
                            device.choice()));
            spec.commandLine().getOut().println("trainer runs   Kafka " + cluster.bootstrap());
            spec.commandLine().getOut().flush();
            while (!interruption.await(Duration.ofMinutes(1))) continue;
        }
        return 0;
    }
}
