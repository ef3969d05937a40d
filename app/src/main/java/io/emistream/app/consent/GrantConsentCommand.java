package io.emistream.app.consent;

import io.emistream.app.role.Outside;
import io.emistream.schemas.avro.ConsentState;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets a session, or one voice in it, be scored from the next chunk on. */
@Command(
        name = "grant",
        mixinStandardHelpOptions = true,
        description = {
            "Grants consent, also after it was revoked: what comes from then on is scored.",
            "A voice is scored while neither its own consent nor that of its session is revoked."
        },
        footer = {"", "Example: emi consent grant call-7 --participant anna --purpose coaching --notice 2026-11"})
final class GrantConsentCommand implements Callable<Integer> {
    @Mixin
    private final Outside outside = new Outside();

    @Mixin
    private final Whose whose = new Whose();

    @Option(names = "--purpose", paramLabel = "TEXT", description = "what the results are for")
    private @Nullable String purpose;

    @Option(names = "--notice", paramLabel = "TEXT", description = "version or address of the notice that was shown")
    private @Nullable String notice;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var subject = whose.subject();
        var issuer = whose.issuer();
        new Registrar(outside.join(), InstantSource.system())
                .say(ConsentState.GRANTED, subject, purpose, notice, issuer);
        spec.commandLine().getOut().println("granted: " + subject);
        return 0;
    }
}
