package io.emistream.app.gateway;

import io.emistream.app.problem.UsageProblem;
import io.emistream.producer.gateway.door.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The secret that ingest tokens are signed with. */
final class SecretOption {
    private static final String VARIABLE = "EMI_TOKEN_SECRET";

    @Option(
            names = "--token-secret",
            paramLabel = "FILE",
            description =
                    "whose text signs ingest tokens (32 bytes or more); else EMI_TOKEN_SECRET holds the text itself")
    private @Nullable Path file;

    /** Empty where no secret is given. Throws {@link UsageProblem} when it cannot be used. */
    Optional<Tokens> tokens() {
        try {
            var text = file == null
                    ? Optional.ofNullable(System.getenv(VARIABLE)).filter(one -> !one.isBlank())
                    : Optional.of(Files.readString(file));
            return text.map(one -> new Tokens(one, InstantSource.system()));
        } catch (IOException e) {
            throw new UsageProblem("--token-secret: " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + ")");
        } catch (IllegalArgumentException e) {
            throw new UsageProblem("--token-secret: " + e.getMessage());
        }
    }
}
