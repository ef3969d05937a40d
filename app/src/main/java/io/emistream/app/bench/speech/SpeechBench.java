package io.emistream.app.bench.speech;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.emistream.app.role.Recordings;
import io.emistream.app.show.Table;
import io.emistream.audio.AudioFiles;
import io.emistream.audio.UnreadableAudio;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Speech is scored, other sounds are not. */
@Command(
        name = "speech",
        mixinStandardHelpOptions = true,
        description =
                "Says how much of recorded speech is found and scored, and how many segments of made music, hum, keys and tones are not.",
        footer = {"", "Example: emi bench speech recordings/"})
public final class SpeechBench implements Callable<Integer> {
    private static final int STRETCH_SECONDS = 60;

    /** Voices of babble. */
    private static final int BACKGROUND = 4;

    @Parameters(arity = "0..*", paramLabel = "FOLDER", description = "of recordings of speech")
    private List<Path> folders = List.of();

    @Option(names = "--minutes", defaultValue = "10", description = "of each made sound; default ${DEFAULT-VALUE}")
    private int minutes;

    @Option(
            names = "--set",
            split = ",",
            paramLabel = "SET",
            description = "which made sounds: ${COMPLETION-CANDIDATES}; default all")
    private List<MadeSet> sets = List.of(MadeSet.values());

    @Option(
            names = "--changed",
            description = "hear each second recording over a telephone, in noise, clipped, faint and whispered, too")
    private boolean changed;

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** @param set of made sounds, or what was done to speech */
    private record Row(String set, String sound, Heard heard) {}

    @Override
    public Integer call() throws Exception {
        var rows = new ArrayList<Row>();
        for (var folder : folders) {
            var recordings = read(folder);
            for (var change : changed ? Changed.values() : new Changed[] {Changed.CLEAN})
                rows.add(new Row(change.toString(), folder.toString(), speech(recordings, change)));
        }
        for (var set : sets) {
            var all = Heard.NOTHING;
            for (var kind : set.kinds()) {
                var heard = made(kind, minutes);
                all = all.plus(heard);
                rows.add(new Row(set.toString(), kind.name().toLowerCase(Locale.ROOT), heard));
            }
            rows.add(new Row(set.toString(), "all", all));
        }
        var out = spec.commandLine().getOut();
        if (json) rows.forEach(row -> out.println(line(row)));
        else table(rows).forEach(out::println);
        return 0;
    }

    private List<float[]> read(Path folder) throws IOException {
        var recordings = new ArrayList<float[]>();
        for (var recording : Recordings.in(folder)) {
            try (var stream = AudioFiles.open(recording.file())) {
                recordings.add(stream.readAll());
            } catch (UnreadableAudio e) {
                spec.commandLine().getErr().println("emi: " + e.getMessage());
            }
        }
        return recordings;
    }

    private static Heard speech(List<float[]> recordings, Changed change) {
        var all = Heard.NOTHING;
        for (int i = 0; i < recordings.size(); i += change == Changed.CLEAN ? 1 : 2) {
            var others = new ArrayList<float[]>();
            for (int k = 1; k <= BACKGROUND; k++) others.add(recordings.get((i + 31 * k) % recordings.size()));
            var clean = recordings.get(i);
            all = all.plus(Heard.of(clean, change.of(clean, others, i)));
        }
        return all;
    }

    static Heard made(MadeSound kind, int minutes) {
        var all = Heard.NOTHING;
        for (int i = 0; i < minutes; i++) all = all.plus(Heard.of(kind.samples(STRETCH_SECONDS, i)));
        return all;
    }

    private static String line(Row row) {
        var heard = row.heard();
        var line = JsonNodeFactory.instance.objectNode();
        line.put("set", row.set()).put("sound", row.sound());
        line.put("segments", heard.segments()).put("scored", heard.scored());
        return line.put("notScored", heard.spared())
                .put("framesScored", heard.recall())
                .toString();
    }

    private static List<String> table(List<Row> results) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("set or change", "sound", "segments", "scored", "not scored %", "loud frames scored %"));
        for (var row : results) {
            var heard = row.heard();
            rows.add(List.of(
                    row.set(),
                    row.sound(),
                    String.valueOf(heard.segments()),
                    String.valueOf(heard.scored()),
                    String.format(Locale.ROOT, "%.2f", 100 * heard.spared()),
                    String.format(Locale.ROOT, "%.2f", 100 * heard.recall())));
        }
        return Table.lines(rows, List.of(2, 3, 4, 5));
    }
}
