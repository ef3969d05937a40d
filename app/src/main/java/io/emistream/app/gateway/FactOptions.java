package io.emistream.app.gateway;

import io.emistream.app.problem.UsageProblem;
import io.emistream.producer.gateway.consent.ConsentFacts;
import io.emistream.producer.gateway.voice.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What whoever mints a token knows of the consent of those who speak with it. */
final class FactOptions {
    @Option(names = "--consent", description = "those who speak with it have agreed to be scored")
    private boolean granted;

    @Option(names = "--purpose", paramLabel = "TEXT", description = "what they were told the results are for")
    private @Nullable String purpose;

    @Option(names = "--notice", paramLabel = "TEXT", description = "version or address of the notice they were shown")
    private @Nullable String notice;

    /** Throws {@link UsageProblem} for texts that no gateway takes. */
    ConsentFacts read() {
        try {
            return ConsentFacts.of(
                    granted ? Optional.of("granted") : Optional.empty(),
                    Optional.ofNullable(purpose),
                    Optional.ofNullable(notice));
        } catch (Refusal e) {
            throw new UsageProblem(e.text());
        }
    }
}
