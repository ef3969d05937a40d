package io.emistream.app.bench;

import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.Threads;
import io.emistream.model.engine.ParityTrial;
import io.emistream.model.network.Precision;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How far the network is from what PyTorch and Transformers computed. */
@Command(
        name = "parity",
        mixinStandardHelpOptions = true,
        description = "Compares every stage of the network with a reference made by make_reference.py."
                + " Exit code 1 where a value in 32 bits is further than 1e-4 x max(1, |reference|).",
        footer = {"", "Example: emi bench parity /tmp/full.safetensors"})
final class ParityBench implements Callable<Integer> {
    private static final double TOLERANCE = 1e-4;

    @Parameters(paramLabel = "FILE", description = "the reference")
    private Path file = Path.of("");

    @Option(names = "--precision", defaultValue = "fp32", description = "fp32, bf16 or int8; default ${DEFAULT-VALUE}")
    private Precision precision = Precision.FP32;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Threads.use(null);
        Map<String, Furthest> stages = new LinkedHashMap<>();
        try {
            new ParityTrial(file, precision)
                    .run(difference -> stages.merge(
                            difference.stage(),
                            new Furthest(difference.largest(), difference.relative(), 1),
                            Furthest::or));
        } catch (NoSuchFileException e) {
            throw new UsageProblem("there is no file " + file + "; make one with make_reference.py");
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageProblem(file + " cannot be used as a reference: " + e.getMessage());
        }
        var out = spec.commandLine().getOut();
        out.printf("%-12s %7s  %-22s  %s%n", "stage", "clips", "max |d|/max(1,|ref|)", "|d|/|ref|");
        stages.forEach((stage, furthest) -> out.printf(
                Locale.ROOT,
                "%-12s %7d  %-22.2e  %.2e%n",
                stage,
                furthest.clips(),
                furthest.largest(),
                furthest.relative()));
        boolean near = stages.values().stream().allMatch(furthest -> furthest.largest() <= TOLERANCE);
        return near || precision != Precision.FP32 ? 0 : 1;
    }

    private record Furthest(double largest, double relative, int clips) {
        Furthest or(Furthest other) {
            return new Furthest(
                    Math.max(largest, other.largest), Math.max(relative, other.relative), clips + other.clips);
        }
    }
}
