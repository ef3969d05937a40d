package io.emistream.app.role;

import io.emistream.app.problem.UsageProblem;
import io.emistream.processor.swap.SwapRules;
import io.emistream.processor.swap.WatchRules;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Whose wishes a processor follows, and how long it keeps what it left. */
public final class SwapOptions {
    @Option(
            names = "--deployment",
            defaultValue = SwapRules.LIVE,
            paramLabel = "NAME",
            description = "whose releases are served; default ${DEFAULT-VALUE}")
    private String deployment = "";

    @Option(
            names = "--keep-previous",
            defaultValue = "600",
            paramLabel = "SECONDS",
            description =
                    "how long a replaced release stays loaded, so that a rollback is instant; default ${DEFAULT-VALUE}")
    private int keepSeconds;

    @Option(
            names = "--slowest",
            defaultValue = "12",
            paramLabel = "SECONDS",
            description = "a release that takes longer for 12 s of audio is refused; default ${DEFAULT-VALUE}")
    private double slowestSeconds;

    /** @throws UsageProblem when a number cannot be right */
    public SwapRules rules() {
        try {
            return new SwapRules(
                    deployment,
                    Duration.ofSeconds(keepSeconds),
                    Duration.ofNanos((long) (slowestSeconds * 1e9)),
                    WatchRules.standard());
        } catch (IllegalArgumentException e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        }
    }
}
