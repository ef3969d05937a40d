package io.emistream.app.consent;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Consent of sessions and of single voices: list, show, revoke, grant. */
@Command(
        name = "consent",
        mixinStandardHelpOptions = true,
        subcommands = {
            ListConsentsCommand.class,
            ShowConsentCommand.class,
            RevokeConsentCommand.class,
            GrantConsentCommand.class
        },
        description =
                "Shows what is known of the consent of sessions, revokes it, and grants it again: docs/consent.md.")
public final class ConsentCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "emi consent: name one of its commands");
    }
}
