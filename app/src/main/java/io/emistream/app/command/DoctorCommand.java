package io.emistream.app.command;

import io.emistream.app.role.CheckUp;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What this machine has of what Emistream needs. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Says what was found on this machine, and what is missing. Exit code 3 where something that is needed is.")
public final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        boolean sound = true;
        for (var finding : CheckUp.findings()) {
            spec.commandLine().getOut().println(finding);
            sound &= !finding.missing();
        }
        return sound ? 0 : 3;
    }
}
