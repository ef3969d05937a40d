package io.emistream.app.bench;

import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.Threads;
import io.emistream.model.engine.EngineRules;
import io.emistream.model.engine.Engines;
import io.emistream.model.network.Precision;
import io.emistream.model.soak.SoakTrial;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether memory stays where it is over many inferences. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description =
                "Scores waveforms of mixed lengths for long, while other threads fight for the cores; ends by itself."
                        + " Exit code 1 where resident memory grew by more than 5 %% after warm-up.",
        footer = {"", "Example: emi bench soak --size full --minutes 30 --inferences 100000 --warm-up 100"})
final class SoakBench implements Callable<Integer> {
    private static final double ALLOWED = 0.05;

    @Option(names = "--size", defaultValue = "small", description = "full or small; default ${DEFAULT-VALUE}")
    private Size size = Size.SMALL;

    @Option(
            names = "--precision",
            defaultValue = "fp32",
            description = "fp32, fp16, bf16 or int8; default ${DEFAULT-VALUE}")
    private Precision precision = Precision.FP32;

    @Option(names = "--inferences", defaultValue = "2500", description = "at most; default ${DEFAULT-VALUE}")
    private int inferences;

    @Option(names = "--minutes", defaultValue = "1000", description = "at most; default ${DEFAULT-VALUE}")
    private int minutes;

    @Option(names = "--warm-up", defaultValue = "400", description = "inferences before; default ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(names = "--burners", defaultValue = "2", description = "threads that only burn; default ${DEFAULT-VALUE}")
    private int burners;

    @Option(names = "--seed", defaultValue = "1", description = "default ${DEFAULT-VALUE}")
    private long seed;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (warmUp < 1 || inferences <= warmUp || minutes < 1 || burners < 0)
            throw new UsageProblem("--warm-up is " + warmUp + ", --inferences " + inferences + ", --minutes " + minutes
                    + "; give at least 1, and more inferences than warm-up");
        Threads.use(null);
        var out = spec.commandLine().getOut();
        var trial = new SoakTrial(inferences, Duration.ofMinutes(minutes), warmUp, burners, seed);
        var engine = Engines.open(size.release(), EngineRules.STANDARD.in(precision));
        var result = trial.run(engine, System::nanoTime, line -> {
            out.println(line);
            out.flush();
        });
        out.printf(
                Locale.ROOT,
                "%d inferences, %.0f s of audio in %.0f s; resident %d MB after warm-up, at most %d MB later, %d MB at the end: growth %.1f %%%n",
                result.inferences(),
                result.audioSeconds(),
                result.took().toMillis() / 1000.0,
                result.afterWarmUp() >> 20,
                result.peak() >> 20,
                result.atEnd() >> 20,
                100 * result.growth());
        return result.growth() <= ALLOWED ? 0 : 1;
    }
}
