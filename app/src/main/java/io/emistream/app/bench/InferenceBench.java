package io.emistream.app.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.DeviceOption;
import io.emistream.app.role.Threads;
import io.emistream.model.engine.EngineRules;
import io.emistream.model.engine.Engines;
import io.emistream.model.network.Precision;
import io.emistream.model.soak.ResidentMemory;
import io.emistream.model.soak.SpeedTrial;
import java.io.IOException;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast the network is, and where its time goes. */
@Command(
        name = "inference",
        mixinStandardHelpOptions = true,
        description = "Seconds of audio scored in a second, and the time of each part.",
        footer = {"", "Example: emi bench inference --size full --seconds 12 --precision int8 --json"})
final class InferenceBench implements Callable<Integer> {
    private static final int MIXED_CLIPS = 32;

    @Option(names = "--size", defaultValue = "small", description = "full or small; default ${DEFAULT-VALUE}")
    private Size size = Size.SMALL;

    @Option(names = "--seconds", paramLabel = "S", description = "of each clip; without it, a stream of mixed lengths")
    private @Nullable Double seconds;

    @Option(names = "--batch", defaultValue = "1", description = "clips given at once; default ${DEFAULT-VALUE}")
    private int batch;

    @Option(names = "--clips", description = "in a round; default: one batch of --seconds, or 32 of mixed lengths")
    private @Nullable Integer clips;

    @Option(names = "--rounds", defaultValue = "5", description = "measured, after one; default ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--threads", description = "of libtorch; default: as many as cores")
    private @Nullable Integer threads;

    @Option(
            names = "--precision",
            defaultValue = "fp32",
            description = "fp32, fp16, bf16 or int8; default ${DEFAULT-VALUE}")
    private Precision precision = Precision.FP32;

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
        var trial = trial();
        var rules = EngineRules.STANDARD.on(device.choice()).in(precision);
        try (var engine = Engines.open(size.release(), rules)) {
            var result = trial.run(engine, System::nanoTime);
            spec.commandLine().getOut().println(json ? json(result, used) : text(result, used));
        } catch (IllegalArgumentException e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        }
        return 0;
    }

    private SpeedTrial trial() {
        int round = clips != null ? clips : seconds != null ? batch : MIXED_CLIPS;
        if (batch < 1 || round < batch || rounds < 1)
            throw new UsageProblem("--batch is " + batch + ", --clips " + round + ", --rounds " + rounds
                    + "; give at least 1 of each, and no more in a batch than clips");
        if (seconds != null && !(seconds >= 0.025 && seconds <= 12))
            throw new UsageProblem("--seconds is " + seconds + "; the network accepts 0.025 to 12");
        return new SpeedTrial(
                seconds == null ? OptionalDouble.empty() : OptionalDouble.of(seconds), batch, round, rounds);
    }

    private String text(SpeedTrial.Result result, int used) {
        var parts = result.parts();
        return String.format(
                Locale.ROOT,
                "%s, %s, %s, batches of %d, %d threads: %.1f s of audio per second; a batch takes p50 %.0f ms, p99 %.0f ms; peak %d MB%n"
                        + "one clip of %s s: convolutions %.0f ms, transformer %.0f, affect head %.0f, LSTM %.0f, fusion head %.0f",
                size.name().toLowerCase(Locale.ROOT),
                seconds == null ? "mixed lengths" : "clips of " + seconds + " s",
                precision.name().toLowerCase(Locale.ROOT),
                batch,
                used,
                result.audioSecondsPerSecond(),
                result.p50(),
                result.p99(),
                new ResidentMemory().peak() >> 20,
                seconds == null ? "12" : seconds,
                parts.conv(),
                parts.encoder(),
                parts.affect(),
                parts.lstm(),
                parts.head());
    }

    private ObjectNode json(SpeedTrial.Result result, int used) {
        var node = new ObjectMapper().createObjectNode().put("size", size.name().toLowerCase(Locale.ROOT));
        if (seconds == null) node.put("seconds", "mixed");
        else node.put("seconds", seconds);
        node.put("batch", batch)
                .put("precision", precision.name().toLowerCase(Locale.ROOT))
                .put("threads", used)
                .put("audioSecondsPerSecond", result.audioSecondsPerSecond());
        node.putObject("latencyMs").put("p50", result.p50()).put("p99", result.p99());
        node.put("rssMb", new ResidentMemory().peak() >> 20);
        var parts = result.parts();
        node.putObject("partsMs")
                .put("conv", parts.conv())
                .put("encoder", parts.encoder())
                .put("affect", parts.affect())
                .put("lstm", parts.lstm())
                .put("head", parts.head());
        return node;
    }
}
