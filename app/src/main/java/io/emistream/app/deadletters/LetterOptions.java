package io.emistream.app.deadletters;

import io.emistream.app.problem.UsageProblem;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which letters. */
final class LetterOptions {
    @Option(names = "--since", paramLabel = "DURATION", description = "no older than that, such as 90s, 30m, 2h or 7d")
    private String since = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "refused for a reason with that text in it")
    private String reason = "";

    @Option(names = "--origin", paramLabel = "TOPIC", description = "of records that were read from that topic")
    private String origin = "";

    /** @throws UsageProblem when it is no length of time */
    Optional<Instant> since(Instant now) {
        if (since.isEmpty()) return Optional.empty();
        var text = since.toUpperCase(Locale.ROOT);
        try {
            var length = Duration.parse((text.endsWith("D") ? "P" : "PT") + text);
            if (length.isNegative()) throw new DateTimeException("negative");
            return Optional.of(now.minus(length));
        } catch (DateTimeException | ArithmeticException e) {
            throw new UsageProblem("--since is '" + since + "'; give a length of time such as 90s, 30m, 2h or 7d");
        }
    }

    boolean wants(Letter letter) {
        return letter.reason().toLowerCase(Locale.ROOT).contains(reason.toLowerCase(Locale.ROOT))
                && (origin.isEmpty()
                        || letter.origin()
                                .filter(place -> place.topic().equals(origin))
                                .isPresent());
    }
}
