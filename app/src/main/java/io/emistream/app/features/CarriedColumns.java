package io.emistream.app.features;

import io.emistream.app.problem.UsageProblem;
import io.emistream.trainer.corpus.BadDataset;
import io.emistream.trainer.corpus.ClipRecord;
import io.emistream.trainer.corpus.LabelSource;
import io.emistream.trainer.corpus.Problem;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of a table of labels, carried along to the rows of its files.
 *
 * @param names of the columns
 * @param rows cells by audio file, which is absolute
 * @param problems rows that were left out
 */
record CarriedColumns(List<String> names, Map<Path, List<String>> rows, List<Problem> problems) {
    /** Of no table. */
    static final CarriedColumns NONE = new CarriedColumns(List.of(), Map.of(), List.of());

    /**
     * Reads them.
     *
     * @param folder of the audio
     * @throws UsageProblem when the table cannot be used
     */
    static CarriedColumns read(Path table, Path folder) {
        try {
            var source = LabelSource.open(table, folder);
            var clips = source.read(List.of());
            var names = source.header().stream()
                    .filter(name -> !List.of("file", "Filename").contains(name))
                    .toList();
            var rows = new HashMap<Path, List<String>>();
            for (var clip : clips.clips())
                rows.put(
                        clip.audio().toAbsolutePath().normalize(),
                        names.stream().map(name -> cell(clip, name)).toList());
            return new CarriedColumns(names, rows, clips.problems());
        } catch (BadDataset e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        }
    }

    /** Cells of a file; empty ones where the table does not name it. */
    List<String> of(Path file) {
        var row = rows.get(file.toAbsolutePath().normalize());
        return row == null ? Collections.nCopies(names.size(), "") : row;
    }

    private static String cell(ClipRecord clip, String name) {
        var attribute = clip.attributes().get(name);
        if (attribute != null) return attribute;
        var label = clip.labels().get(name);
        if (label != null) return label.toString();
        var affect = Optional.ofNullable(clip.affect());
        return switch (name) {
            case "speaker" -> clip.speaker();
            case "split" -> clip.split().name().toLowerCase(Locale.ROOT);
            case "arousal" ->
                affect.map(values -> String.valueOf(values.getArousal())).orElse("");
            case "dominance" ->
                affect.map(values -> String.valueOf(values.getDominance())).orElse("");
            case "valence" ->
                affect.map(values -> String.valueOf(values.getValence())).orElse("");
            default -> "";
        };
    }
}
