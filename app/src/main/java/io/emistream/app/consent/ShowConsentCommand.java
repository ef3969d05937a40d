package io.emistream.app.consent;

import io.emistream.app.role.Outside;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is known of one session's consent. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "The latest word on the consent of a session and of each voice in it, and what each voice agreed to.",
        footer = {"", "Example: emi consent show call-7"})
final class ShowConsentCommand implements Callable<Integer> {
    @Mixin
    private final Outside outside = new Outside();

    @Parameters(index = "0", paramLabel = "SESSION", description = "the call or recording")
    private String session = "";

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var its = new Registrar(outside.join(), InstantSource.system())
                .all().stream()
                        .filter(message ->
                                ConsentText.subject(message).sessionId().equals(session))
                        .toList();
        ConsentText.lines(its, json).forEach(spec.commandLine().getOut()::println);
        return 0;
    }
}
