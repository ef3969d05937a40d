package io.emistream.app.command;

import io.emistream.app.broker.Ports;
import io.emistream.app.lifecycle.Interruption;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.Analysis;
import io.emistream.app.role.Cluster;
import io.emistream.app.role.EventReader;
import io.emistream.app.role.Inference;
import io.emistream.app.role.LostDevice;
import io.emistream.app.role.Recording;
import io.emistream.app.role.Recordings;
import io.emistream.app.role.Replay;
import io.emistream.app.role.Roles;
import io.emistream.app.role.Speed;
import io.emistream.app.role.SwapOptions;
import io.emistream.app.role.Workspace;
import io.emistream.app.show.EventText;
import io.emistream.app.show.Summary;
import io.emistream.processor.ProcessorRules;
import io.emistream.processor.load.LoadRules;
import io.emistream.producer.Pace;
import io.emistream.schemas.AffectEventJson;
import io.emistream.schemas.avro.AffectEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything in one process: broker, registry, processor and dashboard, with bundled recordings as live calls. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Runs everything in one process and replays bundled recordings as live sessions, again and again until Ctrl-C.",
        footer = {"", "Example: emi demo --once --speed 0 --json"})
public final class DemoCommand implements Callable<Integer> {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration STALLED = Duration.ofSeconds(60);
    private static final Duration HOP = Duration.ofSeconds(1);

    @Option(names = "--once", description = "end with the recordings and print a summary")
    private boolean once;

    @Option(names = "--json", description = "events as JSON Lines on standard output; all else goes to standard error")
    private boolean json;

    @Mixin
    private final Speed speed = new Speed();

    @Option(names = "--data", paramLabel = "DIR", description = "keep Kafka's data here; else a temporary folder")
    private @Nullable Path data;

    @Option(
            names = "--port",
            defaultValue = "0",
            paramLabel = "PORT",
            description = "of the dashboard; 0 for any free one")
    private int port;

    @Option(names = "--kafka-port", defaultValue = "0", paramLabel = "PORT", description = "0 for any free one")
    private int kafkaPort;

    @Option(names = "--registry-port", defaultValue = "0", paramLabel = "PORT", description = "0 for any free one")
    private int registryPort;

    @Mixin
    private final Inference inference = new Inference();

    @Mixin
    private final SwapOptions swap = new SwapOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Summary summary = new Summary();

    @Override
    public Integer call() throws IOException {
        Port.check(port, kafkaPort, registryPort);
        var pace = speed.pace();
        var interruption = Interruption.listen();
        try (var lifecycle = new Lifecycle()) {
            Ports.free("the dashboard", LOOPBACK, port);
            var workspace = lifecycle.add("workspace", Workspace.open(Optional.ofNullable(data)));
            var embedded = Roles.embedded(workspace.folder("kafka"), LOOPBACK, kafkaPort, registryPort, lifecycle);
            var cluster = embedded.cluster();
            var dashboard = Roles.dashboard(cluster, LOOPBACK, port, true, lifecycle);
            var processor = Roles.processor(
                    cluster,
                    workspace.folder("state"),
                    inference,
                    swap.rules(),
                    ProcessorRules.standard().hopping(HOP),
                    LoadRules.standard()
                            .admittingAll(), // its recordings are all to be seen, however fast they are played
                    lifecycle);
            LostDevice.ends(processor.scorer(), interruption);
            var reader = lifecycle.add("reader", EventReader.start(cluster));
            say("dashboard " + dashboard.address() + "   Kafka " + cluster.bootstrap() + "   registry "
                    + embedded.registry());
            var recordings = Recordings.bundled(workspace.folder("recordings"));
            var run = workspace.kept() ? "-" + Instant.now().getEpochSecond() : "";
            int round = 0;
            do {
                round++;
                var suffix = run + (round > 1 ? "-" + round : "");
                var named = recordings.stream()
                        .map(one -> one.as(one.session() + suffix))
                        .toList();
                play(cluster, named, pace, reader, interruption);
            } while (!once && !interruption.asked());
        }
        interruption.check();
        if (interruption.asked()) return Interruption.EXIT_CODE;
        summary.lines().forEach(this::say);
        return 0;
    }

    /** Plays the recordings and returns when every segment of theirs has its event. */
    private void play(
            Cluster cluster, List<Recording> recordings, Pace pace, EventReader reader, Interruption interruption)
            throws IOException {
        var awaited = new HashSet<String>();
        for (var recording : recordings)
            for (var segment : Analysis.segments(recording))
                awaited.add(recording.session() + "/" + recording.participant() + "/" + segment.firstSample());
        try (var lifecycle = new Lifecycle()) {
            var replay = lifecycle.add("replay", Replay.start(cluster, recordings, pace));
            long lastNews = System.nanoTime();
            while (!interruption.asked() && !(replay.done() && awaited.isEmpty())) {
                var events = reader.poll(Duration.ofMillis(100));
                events.forEach(event -> heard(event, awaited));
                if (!events.isEmpty() || !replay.done()) lastNews = System.nanoTime();
                if (System.nanoTime() - lastNews > STALLED.toNanos())
                    throw new EnvironmentProblem(awaited.size() + " segments have no event " + STALLED.toSeconds()
                            + " s after the last one: is the machine overloaded? Try --speed 1");
            }
            for (var problem : replay.problems()) throw new EnvironmentProblem(problem);
        }
    }

    private void heard(AffectEvent event, Set<String> awaited) {
        awaited.remove(event.getSegmentId());
        double latency = Duration.between(event.getCaptureTime(), Instant.now()).toNanos() / 1e6;
        summary.add(event, latency);
        var out = spec.commandLine().getOut();
        out.println(json ? AffectEventJson.of(event).toString() : EventText.line(event));
        out.flush();
    }

    private void say(String line) {
        var to = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        to.println(line);
        to.flush();
    }
}
