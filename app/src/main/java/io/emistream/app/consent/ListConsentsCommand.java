package io.emistream.app.consent;

import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.Outside;
import io.emistream.schemas.consent.Revocations;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what is known of everybody's consent. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description =
                "The latest word on the consent of sessions and voices, and what voices agreed to; the newest last.",
        footer = {"", "Example: emi consent list --revoked"})
final class ListConsentsCommand implements Callable<Integer> {
    @Mixin
    private final Outside outside = new Outside();

    @Option(names = "--revoked", description = "only those who may not be scored")
    private boolean revoked;

    @Option(
            names = "--limit",
            defaultValue = "100",
            paramLabel = "N",
            description = "the newest N; default ${DEFAULT-VALUE}")
    private int limit;

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (limit < 1) throw new UsageProblem("--limit is " + limit + "; give at least 1");
        var all = new Registrar(outside.join(), InstantSource.system())
                .all().stream()
                        .filter(message -> !revoked || !Revocations.isGrant(message))
                        .toList();
        var shown = all.subList(Math.max(0, all.size() - limit), all.size());
        var out = spec.commandLine().getOut();
        ConsentText.lines(shown, json).forEach(out::println);
        if (!json && shown.size() < all.size())
            out.println("the newest " + shown.size() + " of " + all.size() + "; more with --limit");
        return 0;
    }
}
