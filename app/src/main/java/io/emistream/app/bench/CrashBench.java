package io.emistream.app.bench;

import io.emistream.model.InferenceEngine;
import io.emistream.model.engine.EngineRules;
import io.emistream.model.engine.Engines;
import io.emistream.model.soak.Contention;
import io.emistream.model.soak.CrashTrial;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a process that is ended inside libtorch ends cleanly. */
@Command(
        name = "crash",
        mixinStandardHelpOptions = true,
        description =
                "Ends processes at random moments while three threads are inside libtorch: SIGTERM, System.exit, the end of the command."
                        + " Exit code 1 where one crashed.",
        footer = {"", "Example: emi bench crash --runs 100"})
final class CrashBench implements Callable<Integer> {
    private static final int CONTENDERS = 3;

    @Option(names = "--runs", defaultValue = "100", description = "default ${DEFAULT-VALUE}")
    private int runs;

    @Option(names = "--seed", defaultValue = "1", description = "of endings and moments; default ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--folder", description = "for error files of crashed processes; default: a temporary one")
    private @Nullable Path folder;

    @Option(names = "--child", arity = "3", hidden = true, description = "ENDING DELAY_MS SEED")
    private List<String> child = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!child.isEmpty()) return infer(child.get(0), Integer.parseInt(child.get(1)), Long.parseLong(child.get(2)));
        var place = folder == null ? Files.createTempDirectory("emi-crash-") : Files.createDirectories(folder);
        var out = spec.commandLine().getOut();
        var result = new CrashTrial(command(), place, runs, seed).run(line -> {
            out.println(line);
            out.flush();
        });
        out.printf(
                "%d runs, %d crashed, %d error files in %s; exits %s%n",
                result.runs(), result.crashed(), result.errorFiles(), place, result.exits());
        return result.crashed() == 0 ? 0 : 1;
    }

    /** This process again, with its own options, as a child of the trial. */
    private static List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.emistream.app.Emi", "bench", "crash"));
        command.add("--child");
        return command;
    }

    private Integer infer(String ending, int delay, long childSeed) throws IOException, InterruptedException {
        var engines = new ArrayList<InferenceEngine>();
        for (int i = 0; i < CONTENDERS; i++) engines.add(Engines.open(Size.SMALL.release(), EngineRules.STANDARD));
        Contention.start(List.copyOf(engines), childSeed);
        spec.commandLine().getOut().println("ready");
        spec.commandLine().getOut().flush();
        TimeUnit.MILLISECONDS.sleep(ending.equals("sigterm") ? TimeUnit.MINUTES.toMillis(2) : delay);
        if (ending.equals("exit")) System.exit(0);
        return 0;
    }
}
