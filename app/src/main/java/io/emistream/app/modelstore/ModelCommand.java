package io.emistream.app.modelstore;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Releases: bring, list, show, verify. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        subcommands = {ListCommand.class, ShowCommand.class, ImportCommand.class, PullCommand.class, VerifyCommand.class
        },
        description = "Brings, lists, shows and verifies releases.")
public final class ModelCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "emi model: name one of its commands");
    }
}
