package io.emistream.app.command;

import io.emistream.app.role.Analysis;
import io.emistream.app.role.Inference;
import io.emistream.app.role.Recording;
import io.emistream.app.show.EventText;
import io.emistream.app.show.ProgressLine;
import io.emistream.app.show.SegmentTable;
import io.emistream.audio.UnreadableAudio;
import io.emistream.model.Scorer;
import io.emistream.processor.quality.SpeechRules;
import io.emistream.schemas.AffectEventJson;
import io.emistream.schemas.avro.AffectEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scores recordings without Kafka. */
@Command(
        name = "analyze",
        mixinStandardHelpOptions = true,
        description = "Scores recordings without Kafka, with the results that the live stream would give.",
        footer = {"", "Example: emi analyze --json call.flac interview.mp3"})
public final class AnalyzeCommand implements Callable<Integer> {
    static final class Form {
        @Option(names = "--json", description = "one JSON object a line")
        private boolean json;

        @Option(names = "--csv", description = "comma-separated, with a heading")
        private boolean csv;
    }

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "WAV, FLAC, MP3, AAC, Opus, Ogg Vorbis, AIFF, AU or CAF; others where ffmpeg is on the PATH")
    private List<Path> files = List.of();

    @ArgGroup
    private @Nullable Form form;

    @Option(names = "--canonical", description = "one segment a batch: the same bits each time")
    private boolean canonical;

    @Option(
            names = "--any-sound",
            description = "also score what is not speech: music, tones and noise; default: abstain")
    private boolean anySound;

    @Mixin
    private final Inference inference = new Inference();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        int failed = 0;
        if (form != null && form.csv) out(EventText.csvHeading());
        try (var scorer = inference.start(canonical).scorer();
                var progress = ProgressLine.on(spec.commandLine().getErr())) {
            for (int i = 0; i < files.size(); i++) {
                var place = files.size() == 1 ? "" : (i + 1) + " of " + files.size() + ", ";
                if (!analyzed(files.get(i), place, scorer, progress)) failed++;
            }
        }
        return failed == 0 ? 0 : 1;
    }

    private boolean analyzed(Path file, String place, Scorer scorer, ProgressLine progress) {
        var name = file.getFileName() == null
                ? file.toString()
                : file.getFileName().toString();
        progress.show(place + name + ": reading");
        try {
            var recording = new Recording(name, "speaker", file);
            var events = Analysis.of(
                    recording,
                    anySound ? SpeechRules.anySound() : SpeechRules.standard(),
                    scorer,
                    Instant.now(),
                    (done, all) -> progress.show(place + name + ": " + done + " of " + all + " segments"));
            progress.close();
            print(name, events);
            return true;
        } catch (UnreadableAudio e) {
            progress.close();
            error("emi: " + e.getMessage());
            return false;
        }
    }

    private void print(String name, List<AffectEvent> events) {
        if (form == null) {
            SegmentTable.lines(name, events).forEach(this::out);
            return;
        }
        if (events.isEmpty()) error("emi: " + name + ": no speech was found");
        for (var event : events) out(form.json ? AffectEventJson.of(event).toString() : EventText.csv(event));
    }

    private void out(String line) {
        var out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private void error(String line) {
        spec.commandLine().getErr().println(line);
    }
}
