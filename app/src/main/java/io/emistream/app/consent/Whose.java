package io.emistream.app.consent;

import io.emistream.app.problem.UsageProblem;
import io.emistream.schemas.consent.ConsentSubject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Of whom something is said. */
final class Whose {
    private static final int LONGEST = 200;

    @Parameters(index = "0", paramLabel = "SESSION", description = "the call or recording")
    private String session = "";

    @Option(names = "--participant", paramLabel = "ID", description = "one voice in it; default: all of the session")
    private @Nullable String participant;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "operator",
            description = "who says so, as it is told to others; default ${DEFAULT-VALUE}")
    private String issuer = "";

    /** @throws UsageProblem for what cannot be a name */
    ConsentSubject subject() {
        check("SESSION", session);
        if (participant != null) check("--participant", participant);
        return new ConsentSubject(session, participant);
    }

    /** @throws UsageProblem for what cannot be a name */
    String issuer() {
        check("--by", issuer);
        return issuer;
    }

    private static void check(String what, String name) {
        if (name.isBlank() || name.length() > LONGEST || name.chars().anyMatch(Character::isISOControl))
            throw new UsageProblem(what + " has " + name.length() + " characters; give 1 to " + LONGEST
                    + ", not all blank and no control characters");
    }
}
