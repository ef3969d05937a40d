package io.emistream.app.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.DeviceOption;
import io.emistream.app.role.Threads;
import io.emistream.model.soak.ResidentMemory;
import io.emistream.trainer.trial.TrainingTrial;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast training is, and what memory it takes. */
@Command(
        name = "training",
        mixinStandardHelpOptions = true,
        description = "Optimiser steps of the paper's recipe in a second, on noise, from random weights.",
        footer = {"", "Example: emi bench training --size full --freeze backbone --batch 4 --seconds 3"})
final class TrainingBench implements Callable<Integer> {
    /** What stays as it is. */
    enum Frozen {
        NONE,
        BACKBONE
    }

    @Option(names = "--size", defaultValue = "small", description = "full or small; default ${DEFAULT-VALUE}")
    private Size size = Size.SMALL;

    @Option(names = "--freeze", defaultValue = "none", description = "none or backbone; default ${DEFAULT-VALUE}")
    private Frozen freeze = Frozen.NONE;

    @Option(names = "--batch", defaultValue = "16", description = "clips in a step; default ${DEFAULT-VALUE}")
    private int batch;

    @Option(names = "--seconds", defaultValue = "2", description = "of each clip; default ${DEFAULT-VALUE}")
    private double seconds;

    @Option(names = "--steps", defaultValue = "5", description = "measured, after one; default ${DEFAULT-VALUE}")
    private int steps;

    @Option(names = "--threads", description = "of libtorch; default: as many as cores")
    private @Nullable Integer threads;

    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        int used = Threads.use(threads);
        if (batch < 1 || steps < 1 || !(seconds >= 0.1 && seconds <= 12))
            throw new UsageProblem("--batch is " + batch + ", --steps " + steps + ", --seconds " + seconds
                    + "; give at least 1 of each, and 0.1 to 12 seconds");
        var trial = new TrainingTrial(
                size.release().manifest().architecture(), freeze == Frozen.BACKBONE, batch, seconds, steps);
        double perSecond = trial.run(device.choice(), System::nanoTime);
        long peakMb = new ResidentMemory().peak() >> 20;
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? JsonNodeFactory.instance
                                        .objectNode()
                                        .put("size", size.name().toLowerCase(Locale.ROOT))
                                        .put("freeze", freeze.name().toLowerCase(Locale.ROOT))
                                        .put("batch", batch)
                                        .put("seconds", seconds)
                                        .put("threads", used)
                                        .put("stepsPerSecond", perSecond)
                                        .put("rssMb", peakMb)
                                : String.format(
                                        Locale.ROOT,
                                        "%.3f steps per second, %.1f s of audio per second, %d MB at most, %d threads",
                                        perSecond,
                                        perSecond * batch * seconds,
                                        peakMb,
                                        used));
        return 0;
    }
}
