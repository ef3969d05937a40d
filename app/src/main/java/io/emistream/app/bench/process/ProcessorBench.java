package io.emistream.app.bench.process;

import io.emistream.app.bench.engine.FaultyEngine;
import io.emistream.app.bench.load.EngineChoice;
import io.emistream.app.bench.load.EngineName;
import io.emistream.app.bench.load.Target;
import io.emistream.app.lifecycle.Interruption;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Inference;
import io.emistream.app.role.LostDevice;
import io.emistream.app.role.Outside;
import io.emistream.model.InferenceEngine;
import io.emistream.model.engine.BatchRules;
import io.emistream.model.engine.BatchingScorer;
import io.emistream.processor.ProcessorConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A processor in a process of its own, with an engine of choice, to be killed. The engine misbehaves on a word of {@code Misbehaviour} on standard input.
 */
@Command(name = "processor", hidden = true, description = "Runs a processor until Ctrl-C.")
public final class ProcessorBench implements Callable<Integer> {
    @Mixin
    private final Outside outside = new Outside();

    @Option(names = "--state", required = true)
    private Path state = Path.of("");

    @Option(names = "--engine", required = true, converter = EngineName.class)
    private EngineChoice engine = EngineChoice.NULL;

    @Option(names = "--segment-ms", description = "of the simulated GPU for each segment")
    private @Nullable Integer segmentMillis;

    @Mixin
    private final Inference inference = new Inference();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var interruption = Interruption.listen();
        try (var lifecycle = new Lifecycle()) {
            var cluster = outside.join();
            var faulty = new FaultyEngine(engine(), System::nanoTime);
            faulty.obey(System.in);
            var scorer = lifecycle.add("scorer", new BatchingScorer(faulty, BatchRules.DEFAULT, System::nanoTime));
            LostDevice.ends(scorer, interruption);
            var config = ProcessorConfig.standard(cluster.bootstrap(), state);
            lifecycle.add("processor", Target.processor(config, cluster, scorer));
            var out = spec.commandLine().getOut();
            out.println("processor runs   Kafka " + cluster.bootstrap());
            out.flush();
            while (!interruption.await(Duration.ofMinutes(1))) continue;
        }
        interruption.check();
        return 0;
    }

    private InferenceEngine engine() {
        return segmentMillis == null ? engine.open(inference) : EngineChoice.gpu(Duration.ofMillis(segmentMillis));
    }
}
