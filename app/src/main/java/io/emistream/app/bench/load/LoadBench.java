package io.emistream.app.bench.load;

import static io.emistream.app.problem.UsageProblem.unlessWithin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.Outside;
import io.emistream.app.role.Threads;
import io.emistream.app.role.Workspace;
import io.emistream.app.show.ProgressLine;
import io.emistream.processor.load.Overload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How many live sessions are served, and how soon. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = {
            "Plays live sessions of speech, reads the committed events back, checks each segment, and says where the time goes.",
            "Kafka and the processor run in this process, or outside with --bootstrap. "
                    + "Exit code 1 where an event is lost, doubled or out of order."
        },
        footer = {
            "",
            "Example: emi bench load --sessions 16 --seconds 30",
            "         emi bench load --curve --plot curve.png"
        })
public final class LoadBench implements Callable<Integer> {
    /** When the curve gives up on events that are still to come: the knee is behind by then. */
    private static final Duration CURVE_DRAIN = Duration.ofSeconds(20);

    private static final Duration DRAIN = Duration.ofDays(1);
    private static final int STEP = 4;

    /** Of the warm-up before a curve, whose own first step is too small to warm anything. */
    private static final int WARM_SESSIONS = 16;

    @Option(names = "--sessions", description = "of speech at once; with --curve at most; default 16, or 1024 at most")
    private @Nullable Integer sessions;

    @Option(names = "--seconds", defaultValue = "30", description = "of each session; default ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--chunk-ms", defaultValue = "100", description = "10 to 1000; default ${DEFAULT-VALUE}")
    private int chunkMs;

    @Option(
            names = "--warm-up",
            defaultValue = "5",
            description =
                    "seconds before with all sessions, or 16 before a curve, checked and not measured; 0 for none; default ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(names = "--curve", description = "1, 4, 16, 64 … sessions, until they are too many")
    private boolean curve;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Mixin
    private final Outside outside = new Outside();

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Option(
            names = "--plot",
            paramLabel = "FILE.png",
            description = "latency by stage; with --curve latency by sessions")
    private @Nullable Path plot;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        refuseWhatDoesNothing();
        var picture = Optional.ofNullable(plot).map(Picture::new);
        var load = load();
        Threads.use(null);
        try (var lifecycle = new Lifecycle();
                var line = ProgressLine.on(spec.commandLine().getErr())) {
            var workspace = lifecycle.add("workspace", Workspace.open(Optional.empty()));
            var voices = Voices.bundled(workspace.folder("recordings"));
            var target = given("--bootstrap")
                    ? Target.outside(outside.join())
                    : Target.embedded(workspace.folder("load"), engine, Overload.admittingAll(), lifecycle);
            var outcomes = run(new LoadTrial(target, voices, line::show), load);
            line.close();
            show(outcomes, picture);
            return verdict(outcomes);
        }
    }

    private void refuseWhatDoesNothing() {
        boolean elsewhere = given("--bootstrap");
        var without = elsewhere
                ? Stream.of("--engine", "--release", "--store", "--device", "--precision")
                : Stream.of("--registry", "--registry-truststore", "--partitions");
        without.filter(this::given).findFirst().ifPresent(option -> {
            throw new UsageProblem(
                    elsewhere
                            ? option
                                    + " is of a processor in this process, but with --bootstrap processors are outside; leave one of them out"
                            : option + " is of an outside Kafka; give its address with --bootstrap, too");
        });
        engine.check(spec.commandLine().getParseResult());
        unlessWithin("--warm-up", warmUp, 0, 600);
    }

    private boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private Load load() {
        int most = sessions != null ? sessions : curve ? 1024 : 16;
        return new Load(most, Duration.ofSeconds(seconds), Duration.ofMillis(chunkMs), curve ? CURVE_DRAIN : DRAIN);
    }

    private List<Outcome> run(LoadTrial trial, Load load) throws InterruptedException {
        var name = "load-" + UUID.randomUUID().toString().substring(0, 8);
        if (warmUp > 0) {
            int warmSessions = curve ? Math.min(WARM_SESSIONS, load.sessions()) : load.sessions();
            var warm = new Load(warmSessions, Duration.ofSeconds(warmUp), load.chunk(), DRAIN);
            var outcome = trial.run(warm, name + "-warm-up");
            if (!outcome.faultless()) return List.of(outcome);
        }
        if (!curve) return List.of(trial.run(load, name));
        var outcomes = new ArrayList<Outcome>();
        for (int step = 1; step <= load.sessions(); step *= STEP) {
            var outcome = trial.run(load.of(step), name + "-" + step);
            outcomes.add(outcome);
            if (outcome.overload().isPresent()) break;
        }
        return outcomes;
    }

    private void show(List<Outcome> outcomes, Optional<Picture> picture) {
        var out = spec.commandLine().getOut();
        if (json) out.println(json(outcomes));
        else if (curve) LoadText.table(outcomes).forEach(out::println);
        else LoadText.of(outcomes.get(0)).forEach(out::println);
        if (curve && !json) out.println(capacity(outcomes));
        out.flush();
        picture.ifPresent(png -> {
            if (curve) png.curve(outcomes);
            else png.stages(outcomes.get(0));
        });
    }

    private ObjectNode json(List<Outcome> outcomes) {
        if (!curve) return LoadJson.of(outcomes.get(0));
        var node = JsonNodeFactory.instance.objectNode();
        var steps = node.putArray("curve");
        outcomes.forEach(outcome -> steps.add(LoadJson.of(outcome)));
        return node.put("keepsUpWith", keepsUpWith(outcomes));
    }

    private static int keepsUpWith(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome.overload().isEmpty())
                .mapToInt(outcome -> outcome.load().sessions())
                .max()
                .orElse(0);
    }

    private static String capacity(List<Outcome> outcomes) {
        var last = outcomes.get(outcomes.size() - 1);
        return "keeps up with " + keepsUpWith(outcomes) + " sessions"
                + last.overload()
                        .map(why -> ", not with " + last.load().sessions() + ": " + why)
                        .orElse("; more were not tried");
    }

    private int verdict(List<Outcome> outcomes) {
        for (var outcome : outcomes) {
            if (outcome.faultless()) continue;
            spec.commandLine().getErr().println("emi: " + outcome.faults());
            return 1;
        }
        return 0;
    }
}
