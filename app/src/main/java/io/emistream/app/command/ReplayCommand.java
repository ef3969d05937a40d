package io.emistream.app.command;

import io.emistream.app.lifecycle.Interruption;
import io.emistream.app.role.Outside;
import io.emistream.app.role.Recordings;
import io.emistream.app.role.Replay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes a folder of recordings as live sessions to an outside Kafka. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Publishes a folder of recordings as live sessions: a sub-folder is a session, a file in it a participant.",
        footer = {
            "",
            "Example: emi replay --bootstrap kafka:9092 --registry http://registry:8080/apis/ccompat/v7 calls/"
        })
public final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER")
    private Path folder = Path.of(".");

    @Mixin
    private final Outside outside = new Outside();

    @Mixin
    private final Speed speed = new Speed();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var interruption = Interruption.listen();
        var pace = speed.pace();
        var recordings = Recordings.in(folder);
        var cluster = outside.join();
        say("publishing " + recordings.size() + " recordings   Kafka " + cluster.bootstrap());
        var replay = Replay.start(cluster, recordings, pace);
        try (replay) {
            while (!replay.done() && !interruption.await(Duration.ofMillis(100))) continue;
        }
        replay.problems().forEach(problem -> spec.commandLine().getErr().println("emi: " + problem));
        if (interruption.asked()) return Interruption.EXIT_CODE;
        say("published " + (recordings.size() - replay.problems().size()));
        return replay.problems().isEmpty() ? 0 : 1;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
