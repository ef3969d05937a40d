package io.emistream.app.train;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How often training keeps what it has learned. */
public final class CheckpointOption {
    @Option(
            names = "--checkpoint-every",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "within an epoch; each epoch's end is one too; default ${DEFAULT-VALUE}")
    private int seconds;

    /** Time between checkpoints within an epoch. */
    public Duration every() {
        return Duration.ofSeconds(seconds);
    }
}
