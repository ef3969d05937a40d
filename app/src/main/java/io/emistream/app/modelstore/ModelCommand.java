package io.emistream.app.modelstore;

import io.emistream.app.deploy.DeploymentsCommand;
import io.emistream.app.deploy.PromoteCommand;
import io.emistream.app.deploy.RollbackCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Releases: bring, list, show, verify. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        subcommands = {
            ListCommand.class,
            ShowCommand.class,
            ImportCommand.class,
            PullCommand.class,
            EnsembleCommand.class,
            VerifyCommand.class,
            PromoteCommand.class,
            RollbackCommand.class,
            DeploymentsCommand.class
        },
        description = "Brings, lists, shows and verifies releases, and puts them into service.")
public final class ModelCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "emi model: name one of its commands");
    }
}
