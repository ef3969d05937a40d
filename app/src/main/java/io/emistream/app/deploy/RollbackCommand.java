package io.emistream.app.deploy;

import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.Outside;
import io.emistream.processor.swap.Wishes;
import io.emistream.schemas.avro.ModelDeployment;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes the last change of a deployment back. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = "Ends canary and shadow where there are any, else goes back to the release before.",
        footer = {"", "Example: emi model rollback"})
public final class RollbackCommand implements Callable<Integer> {
    @Mixin
    private final DeploymentOptions deployment = new DeploymentOptions();

    @Mixin
    private final Outside outside = new Outside();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (var channel = Channel.open(outside.join())) {
            ModelDeployment now = channel.deployment(deployment.name())
                    .orElseThrow(() -> new UsageProblem(
                            "there is no deployment " + deployment.name() + "; see emi model deployments"));
            ModelDeployment back = Wishes.rollback(now, deployment.by(), "rolled back by hand", Instant.now())
                    .orElseThrow(() -> new UsageProblem("deployment " + deployment.name()
                            + " has nothing to go back to; promote a release by name: emi model promote NAME/VERSION"));
            channel.announcer().deployment(back);
            spec.commandLine().getOut().println(Channel.line(back));
        }
        return 0;
    }
}
