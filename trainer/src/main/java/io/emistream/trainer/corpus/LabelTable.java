package io.emistream.trainer.corpus;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.emistream.schemas.avro.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one CSV of clips and labels into rows and problems; stateless but for what it collects. One thread. */
final class LabelTable {
    private final Columns columns;
    private final @Nullable Split fixedSplit;
    private final Path audioFolder;
    private final List<String> labels;
    final List<Dataset.Row> rows = new ArrayList<>();
    final List<Problem> problems = new ArrayList<>();

    /** @param fixedSplit of every row; null where a column says */
    LabelTable(Columns columns, @Nullable Split fixedSplit, Path audioFolder, List<String> labels) {
        this.columns = columns;
        this.fixedSplit = fixedSplit;
        this.audioFolder = audioFolder;
        this.labels = labels;
    }

    void read(Path csv) throws BadDataset {
        if (!Files.isRegularFile(csv))
            throw new BadDataset(csv, "there is no such file; check the data set's folder", null);
        try (var records = CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(csv)) {
            boolean first = true;
            for (var record : records) {
                if (first) requireColumns(csv, record.getHeader());
                first = false;
                row(csv, record);
            }
            if (first) throw new BadDataset(csv, "holds no rows; check that it is the right file", null);
        } catch (BadDataset e) {
            throw e;
        } catch (IOException | CsvParseException e) {
            throw new BadDataset(csv, "cannot be read as CSV (" + e.getMessage() + ")", e);
        }
    }

    private void requireColumns(Path csv, List<String> header) throws BadDataset {
        var needed = new ArrayList<>(labels);
        needed.add(columns.file());
        if (columns.speaker() != null) needed.add(columns.speaker());
        if (fixedSplit == null) needed.add(columns.split());
        needed.removeAll(header);
        if (!needed.isEmpty())
            throw new BadDataset(
                    csv, "lacks the columns " + needed + "; it has " + header + ": name the columns", null);
    }

    private void row(Path csv, NamedCsvRecord record) {
        long number = record.getStartingLineNumber();
        try {
            rows.add(new Dataset.Row(csv, number, clip(record)));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(csv, number, String.valueOf(e.getMessage())));
        }
    }

    /** Throws {@link IllegalArgumentException} with the fault of the row. */
    private ClipRecord clip(NamedCsvRecord record) {
        var name = field(record, columns.file());
        var audio = columns.audio(audioFolder, name);
        if (!Files.isRegularFile(audio)) throw new IllegalArgumentException("the audio " + audio + " is missing");
        var speaker = columns.speaker() == null ? name : field(record, columns.speaker());
        var split = fixedSplit != null ? fixedSplit : split(field(record, columns.split()));
        return new ClipRecord(name, audio, speaker, split, labels(record));
    }

    private Map<String, Float> labels(NamedCsvRecord record) {
        var values = new LinkedHashMap<String, Float>();
        for (var label : labels) {
            var text = record.findField(label).orElse("").strip();
            if (!text.isEmpty()) values.put(label, value(label, text));
        }
        if (values.isEmpty() && fixedSplit != Split.TEST)
            throw new IllegalArgumentException("no label is given; one of " + labels + " is needed to learn from");
        return values;
    }

    private static float value(String label, String text) {
        float value;
        try {
            value = Float.parseFloat(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(label + " is '" + text + "', which is no number", e);
        }
        if (!(value >= 0 && value <= 1))
            throw new IllegalArgumentException(label + " is " + text + "; labels lie in [0, 1]");
        return value;
    }

    private static String field(NamedCsvRecord record, String column) {
        var text = record.findField(column).orElse("").strip();
        if (text.isEmpty()) throw new IllegalArgumentException("column " + column + " is empty");
        return text;
    }

    private static Split split(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "train", "training" -> Split.TRAIN;
            case "valid", "validation", "val", "dev" -> Split.VALIDATION;
            case "test" -> Split.TEST;
            default ->
                throw new IllegalArgumentException("split '" + name + "' is unknown; train, valid and test are known");
        };
    }
}
