package io.emistream.app.gateway;

import io.emistream.app.problem.UsageProblem;
import io.emistream.producer.gateway.door.Tokens;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mints a token for a client. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Prints a token that lets a client speak to a gateway with the same secret.",
        footer = {
            "",
            "Example: emi gateway token --token-secret secret.txt --session call-7 --participant anna --minutes 90"
        })
public final class TokenCommand implements Callable<Integer> {
    private static final int LONGEST_MINUTES = 366 * 24 * 60;

    @Mixin
    private final SecretOption secret = new SecretOption();

    @Option(names = "--session", paramLabel = "ID", description = "only this session; default: any")
    private @Nullable String session;

    @Option(names = "--participant", paramLabel = "ID", description = "only this participant; default: any")
    private @Nullable String participant;

    @Option(names = "--results", description = "the client may hear the scores of its session, too")
    private boolean results;

    @Mixin
    private final FactOptions facts = new FactOptions();

    @Option(
            names = "--minutes",
            defaultValue = "60",
            paramLabel = "MIN",
            description = "after which it lets nobody in any more; default ${DEFAULT-VALUE}")
    private int minutes;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        UsageProblem.unlessWithin("--minutes", minutes, 1, LONGEST_MINUTES);
        var tokens = secret.tokens()
                .orElseThrow(() -> new UsageProblem(
                        "there is no secret to sign with; give --token-secret FILE or EMI_TOKEN_SECRET"));
        var grant =
                new Tokens.Grant(Optional.ofNullable(session), Optional.ofNullable(participant), results, facts.read());
        spec.commandLine().getOut().println(tokens.mint(grant, Duration.ofMinutes(minutes)));
        return 0;
    }
}
