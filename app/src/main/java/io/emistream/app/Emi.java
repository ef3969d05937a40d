package io.emistream.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.emistream.app.ablate.AblateCommand;
import io.emistream.app.bench.BenchCommand;
import io.emistream.app.command.AnalyzeCommand;
import io.emistream.app.command.CaptureCommand;
import io.emistream.app.command.DashboardCommand;
import io.emistream.app.command.DemoCommand;
import io.emistream.app.command.DoctorCommand;
import io.emistream.app.command.ProcessorCommand;
import io.emistream.app.command.UpCommand;
import io.emistream.app.consent.ConsentCommand;
import io.emistream.app.data.DataCommand;
import io.emistream.app.deadletters.DeadLettersCommand;
import io.emistream.app.evaluate.EvaluateCommand;
import io.emistream.app.features.FeaturesCommand;
import io.emistream.app.gateway.GatewayCommand;
import io.emistream.app.learn.TrainerCommand;
import io.emistream.app.modelstore.ModelCommand;
import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.replay.ReplayCommand;
import io.emistream.app.train.TrainCommand;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** Where the process starts. Exit codes: 0 done, 1 some inputs failed, 2 wrong usage or configuration, 3 environment, 70 a bug. */
@Command(
        name = "emi",
        version = "emi 0.1.0",
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            AnalyzeCommand.class,
            EvaluateCommand.class,
            FeaturesCommand.class,
            CaptureCommand.class,
            ReplayCommand.class,
            ProcessorCommand.class,
            DashboardCommand.class,
            GatewayCommand.class,
            DataCommand.class,
            TrainCommand.class,
            AblateCommand.class,
            TrainerCommand.class,
            ModelCommand.class,
            ConsentCommand.class,
            DeadLettersCommand.class,
            BenchCommand.class,
            DoctorCommand.class
        },
        description = "Hears speech and says how strongly it carries six emotions, arousal, dominance and valence.")
public final class Emi {
    private static final List<String> OURS_AND_KAFKAS = List.of(Logger.ROOT_LOGGER_NAME, "org.apache.kafka", "kafka");
    private static final int BUG = 70;

    @Option(names = "-v", scope = ScopeType.INHERIT, description = "log what happens, and where an error came from")
    private boolean verbose;

    private Emi() {}

    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true"); // a chart's first colour looks for a screen
        var emi = new Emi();
        var line = new CommandLine(emi);
        line.setOut(line.getOut());
        System.setOut(System.err); // decoders chat on standard output, which is ours for results
        System.exit(line.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(parsed -> {
                    if (emi.verbose) OURS_AND_KAFKAS.forEach(Emi::logMore);
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler((error, wrong) -> refuse(error))
                .setExecutionExceptionHandler((error, command, parsed) -> emi.tell(error, command))
                .execute(args));
    }

    private static int refuse(ParameterException error) {
        var command = error.getCommandLine();
        command.getErr()
                .println("emi: " + error.getMessage() + "; see "
                        + command.getCommandSpec().qualifiedName() + " --help");
        if (!command.getSubcommands().isEmpty()) command.usage(command.getErr());
        return 2;
    }

    private int tell(Exception error, CommandLine command) {
        int code = error instanceof UsageProblem ? 2 : error instanceof EnvironmentProblem ? 3 : BUG;
        command.getErr()
                .println("emi: "
                        + (code == BUG
                                ? "unexpected: " + error + (verbose ? "" : "; run again with -v")
                                : error.getMessage()));
        if (verbose) error.printStackTrace(command.getErr());
        return code;
    }

    private static void logMore(String name) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger) logger.setLevel(Level.INFO);
    }
}
