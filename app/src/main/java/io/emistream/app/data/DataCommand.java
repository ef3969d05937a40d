package io.emistream.app.data;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Labelled recordings: describe. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        subcommands = DescribeCommand.class,
        description = "Says what labelled recordings hold.")
public final class DataCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "emi data: name one of its commands");
    }
}
