package io.emistream.app.replay;

import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.Speed;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How recordings are replayed, and under which names. */
final class ReplayOptions {
    @Mixin
    private final Speed speed = new Speed();

    @Option(
            names = "--parallel",
            defaultValue = "8",
            paramLabel = "N",
            description = "sessions at once, those included whose results are awaited; default ${DEFAULT-VALUE}")
    private int parallel;

    @Option(
            names = "--run",
            defaultValue = "",
            paramLabel = "NAME",
            description =
                    "put before the names of sessions. What has its results under its name is not published again: give "
                            + "another run to score the same recordings anew")
    private String run = "";

    @Option(
            names = "--layout",
            defaultValue = "calls",
            description =
                    "calls: a sub-folder is a session, a file in it a participant; clips: each file is a session, at any "
                            + "depth; default ${DEFAULT-VALUE}")
    private Layout layout = Layout.CALLS;

    @Option(
            names = "--channels",
            defaultValue = "mix",
            description =
                    "of files with several: mix (one voice) or split (a participant each: left and right, or channel-1 "
                            + "…); default ${DEFAULT-VALUE}")
    private Channels channels = Channels.MIX;

    @Option(
            names = "--start",
            defaultValue = "now",
            paramLabel = "now|file|TIME",
            description =
                    "when recordings began, which times their events: now, file (its last change less its length) or a "
                            + "time such as 2026-03-01T10:00:00Z; default ${DEFAULT-VALUE}")
    private String start = "";

    @Option(
            names = "--timeout",
            defaultValue = "60",
            paramLabel = "SECONDS",
            description = "without any news after which the rest is given up; default ${DEFAULT-VALUE}")
    private int timeoutSeconds;

    Layout layout() {
        return layout;
    }

    Channels channels() {
        return channels;
    }

    /** What stands before the names of sessions. */
    String prefix() {
        return run.isEmpty() ? "" : run + "/";
    }

    /** @throws UsageProblem when one of them cannot be right */
    Settings settings() {
        if (parallel < 1 || parallel > 1000)
            throw new UsageProblem("--parallel is " + parallel + "; give 1 to 1000 sessions");
        if (timeoutSeconds < 1) throw new UsageProblem("--timeout is " + timeoutSeconds + "; give at least 1 s");
        return new Settings(
                speed.pace(), parallel, channels, Beginning.parse(start), Duration.ofSeconds(timeoutSeconds));
    }
}
