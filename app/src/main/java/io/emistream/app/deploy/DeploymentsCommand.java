package io.emistream.app.deploy;

import io.emistream.app.role.Outside;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what each deployment is to serve with. */
@Command(
        name = "deployments",
        mixinStandardHelpOptions = true,
        description = "What each deployment is to serve with, and who said so.")
public final class DeploymentsCommand implements Callable<Integer> {
    @Mixin
    private final Outside outside = new Outside();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (var channel = Channel.open(outside.join())) {
            var all = channel.deployments();
            if (all.isEmpty())
                spec.commandLine()
                        .getOut()
                        .println("no deployment yet: processors serve with the release they were started with");
            all.forEach(one -> spec.commandLine().getOut().println(Channel.line(one)));
        }
        return 0;
    }
}
