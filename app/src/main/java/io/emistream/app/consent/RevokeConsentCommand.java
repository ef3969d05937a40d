package io.emistream.app.consent;

import io.emistream.app.role.Outside;
import io.emistream.schemas.avro.ConsentState;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Ends the scoring of a session, or of one voice in it. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description =
                "Revokes consent: within a second no event of it follows, gateways take no more of its audio, and what waits for a score is deleted.",
        footer = {"", "Example: emi consent revoke call-7 --participant anna"})
final class RevokeConsentCommand implements Callable<Integer> {
    @Mixin
    private final Outside outside = new Outside();

    @Mixin
    private final Whose whose = new Whose();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var subject = whose.subject();
        var issuer = whose.issuer();
        new Registrar(outside.join(), InstantSource.system()).say(ConsentState.REVOKED, subject, null, null, issuer);
        spec.commandLine().getOut().println("revoked: " + subject);
        return 0;
    }
}
