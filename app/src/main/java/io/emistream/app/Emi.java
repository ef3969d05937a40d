package io.emistream.app;

import io.emistream.app.command.AnalyzeCommand;
import io.emistream.app.command.DashboardCommand;
import io.emistream.app.command.DemoCommand;
import io.emistream.app.command.ProcessorCommand;
import io.emistream.app.command.ReplayCommand;
import io.emistream.app.command.UpCommand;
import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.problem.UsageProblem;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where the process starts. Exit codes: 0 done, 1 some inputs failed, 2 wrong usage or configuration, 3 environment. */
@Command(
        name = "emi",
        version = "emi 0.1.0",
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            AnalyzeCommand.class,
            ReplayCommand.class,
            ProcessorCommand.class,
            DashboardCommand.class
        },
        description = "Hears speech and says how strongly it carries six emotions, arousal, dominance and valence.")
public final class Emi {
    private Emi() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Emi())
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    command.getErr().println("emi: " + error.getMessage());
                    if (error instanceof UsageProblem) return 2;
                    return error instanceof EnvironmentProblem ? 3 : 70;
                })
                .execute(args));
    }
}
