package io.emistream.app.command;

import io.emistream.app.lifecycle.Interruption;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.Capture;
import io.emistream.app.role.EventReader;
import io.emistream.app.role.Outside;
import io.emistream.app.show.EventText;
import io.emistream.app.show.Meter;
import io.emistream.app.show.ProgressLine;
import io.emistream.producer.Chunker;
import io.emistream.producer.Timing;
import io.emistream.producer.microphone.Microphone;
import io.emistream.producer.microphone.MicrophoneSource;
import io.emistream.producer.microphone.Microphones;
import io.emistream.schemas.AffectEventJson;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes a microphone as a live session. */
@Command(
        name = "capture",
        mixinStandardHelpOptions = true,
        description = {
            "Publishes a microphone as a live session until Ctrl-C, shows its level, and prints what is heard in it.",
            "A microphone that is unplugged is looked for until it is there again; what was spoken meanwhile is reported as a gap."
        },
        footer = {"", "Example: emi capture --list", "         emi capture --device usb --participant anna"})
public final class CaptureCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(100);

    /** For the events of what was said last. */
    private static final Duration LAST_EVENTS = Duration.ofSeconds(3);

    @Option(names = "--list", description = "print the microphones of this machine, and end")
    private boolean list;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "microphone with this name, or with these words in it; default: the first of --list")
    private @Nullable String device;

    @Option(names = "--session", paramLabel = "NAME", description = "default: capture- and the time")
    private String session =
            "capture-" + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now());

    @Option(names = "--participant", paramLabel = "NAME", defaultValue = "me", description = "default ${DEFAULT-VALUE}")
    private String participant = "";

    @Option(names = "--seconds", paramLabel = "S", description = "end after so long; default: at Ctrl-C")
    private @Nullable Double seconds;

    @Option(names = "--json", description = "events as one JSON object a line")
    private boolean json;

    @Mixin
    private final Outside outside = new Outside();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (list) return list();
        if (seconds != null && !(seconds > 0)) throw new UsageProblem("--seconds is " + seconds + "; give more than 0");
        var chunker = chunker();
        var interruption = Interruption.listen();
        try (var lifecycle = new Lifecycle()) {
            var source = lifecycle.add("microphone", open());
            var cluster = outside.join();
            var events = lifecycle.add("events", EventReader.start(cluster));
            var capture = lifecycle.add("capture", Capture.start(cluster, source, chunker, this::tell));
            say("session " + session + ", participant " + participant + "   Kafka " + cluster.bootstrap());
            hear(capture, events, interruption);
            say(String.format(Locale.ROOT, "captured %.1f s", capture.end()));
            await(events);
        }
        return interruption.asked() ? Interruption.EXIT_CODE : 0;
    }

    private Integer list() {
        for (var microphone : Microphones.all()) say(microphone.name() + "   " + microphone.description());
        return Microphones.all().isEmpty() ? 1 : 0;
    }

    private Chunker chunker() {
        try {
            return new Chunker(session, participant, Chunker.STANDARD);
        } catch (IllegalArgumentException e) {
            throw new UsageProblem("--session, --participant: " + e.getMessage());
        }
    }

    private MicrophoneSource open() {
        var timing = new Timing(
                InstantSource.system(), System::nanoTime, time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
        if (find().isEmpty()) throw new EnvironmentProblem(nothingFound());
        try {
            return MicrophoneSource.open(this::find, timing, this::tell);
        } catch (IOException e) {
            throw new EnvironmentProblem(
                    "the microphone cannot be heard: " + e.getMessage() + "; see whether another program has it, "
                            + "or choose another one of emi capture --list with --device",
                    e);
        }
    }

    private Optional<Microphone> find() {
        var all = Microphones.all();
        return device == null ? all.stream().findFirst() : Microphones.named(device, all);
    }

    private String nothingFound() {
        return device == null
                ? "no microphone was found: plug one in; where there is none, emi replay publishes recordings and emi gateway takes audio from elsewhere"
                : "no microphone has '" + device + "' in its name; emi capture --list names those that are there";
    }

    private void hear(Capture capture, EventReader events, Interruption interruption) {
        var end = seconds == null ? Long.MAX_VALUE : System.nanoTime() + (long) (seconds * 1e9);
        try (var meter = ProgressLine.on(spec.commandLine().getErr())) {
            while (!capture.done() && !interruption.asked() && System.nanoTime() < end) {
                show(events, LOOK, meter);
                meter.show(Meter.line(capture.level()));
            }
        }
    }

    private void await(EventReader events) {
        long end = System.nanoTime() + LAST_EVENTS.toNanos();
        try (var nothing = ProgressLine.on(spec.commandLine().getErr())) {
            while (System.nanoTime() < end) show(events, LOOK, nothing);
        }
    }

    private void show(EventReader events, Duration wait, ProgressLine line) {
        for (var event : events.poll(wait)) {
            if (!event.getSessionId().equals(session)) continue;
            line.close();
            say(json ? AffectEventJson.of(event).toString() : EventText.line(event));
        }
    }

    private void tell(String news) {
        spec.commandLine().getErr().println("emi: " + news);
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
