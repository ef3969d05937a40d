package io.emistream.app.bench.load;

import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.Inference;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** What scores in a processor of this process: options of the trials that have one. */
public final class EngineOptions {
    @Option(
            names = "--engine",
            defaultValue = "release",
            description =
                    "release, simulated-gpu (15 ms a batch and 2 ms a segment) or null (answers at once); default ${DEFAULT-VALUE}",
            converter = EngineName.class)
    private EngineChoice engine = EngineChoice.RELEASE;

    @Mixin
    private final Inference inference = new Inference();

    EngineChoice choice() {
        return engine;
    }

    Inference inference() {
        return inference;
    }

    /** @throws UsageProblem when a release is described that another engine is given for */
    public void check(ParseResult given) {
        if (engine == EngineChoice.RELEASE) return;
        Stream.of("--release", "--store", "--device", "--precision")
                .filter(given::hasMatchedOption)
                .findFirst()
                .ifPresent(option -> {
                    throw new UsageProblem(
                            option + " is of a release, but the engine is " + engine + "; leave one of them out");
                });
    }
}
