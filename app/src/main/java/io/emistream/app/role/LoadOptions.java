package io.emistream.app.role;

import io.emistream.app.problem.UsageProblem;
import io.emistream.processor.ProcessorRules;
import io.emistream.processor.load.LoadRules;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How often a processor says what it thinks of a segment that is still open, and what it does past its capacity. */
public final class LoadOptions {
    @Option(
            names = "--hop",
            defaultValue = "0",
            paramLabel = "SECONDS",
            description =
                    "also give provisional events, each so many seconds of an open segment, while there is time; default: none")
    private double hopSeconds;

    @Option(
            names = "--admit-all",
            description =
                    "refuse no session past the measured capacity: results come late instead, as for replays faster than real time")
    private boolean admitAll;

    @Option(
            names = "--any-sound",
            description = "also score what is not speech: music, tones and noise; default: abstain, and say why")
    private boolean anySound;

    /** @throws UsageProblem when the hop cannot be right */
    public ProcessorRules rules() {
        try {
            var rules = ProcessorRules.standard().hopping(Duration.ofMillis(Math.round(hopSeconds * 1000)));
            return anySound ? rules.ofAnySound() : rules;
        } catch (IllegalArgumentException e) {
            throw new UsageProblem("--hop: " + e.getMessage());
        }
    }

    /** When there is too much to do. */
    public LoadRules load() {
        var standard = LoadRules.standard();
        return admitAll ? standard.admittingAll() : standard;
    }
}
