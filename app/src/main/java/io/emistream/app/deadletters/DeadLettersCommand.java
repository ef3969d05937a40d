package io.emistream.app.deadletters;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Records that could not be handled: list, replay. */
@Command(
        name = "deadletters",
        mixinStandardHelpOptions = true,
        subcommands = {ListLettersCommand.class, ReplayLettersCommand.class},
        description = "Lists records that could not be handled, and gives them another try.")
public final class DeadLettersCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "emi deadletters: name one of its commands");
    }
}
