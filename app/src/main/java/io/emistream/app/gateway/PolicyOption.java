package io.emistream.app.gateway;

import io.emistream.app.problem.UsageProblem;
import io.emistream.producer.gateway.consent.ConsentPolicy;
import io.emistream.producer.gateway.consent.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an operator wants to be told of consent. */
final class PolicyOption {
    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "gateway: JSON that says what has to be known of consent; docs/consent.md")
    private @Nullable Path file;

    /** Asks for nothing where no file is given. Throws {@link UsageProblem} when it cannot be used. */
    ConsentPolicy read() {
        if (file == null) return ConsentPolicy.NONE;
        try {
            return PolicyFile.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UsageProblem(
                    "--policy: " + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (IllegalArgumentException e) {
            throw new UsageProblem("--policy: " + file + ": " + e.getMessage());
        }
    }
}
