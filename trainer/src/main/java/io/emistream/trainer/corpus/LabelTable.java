package io.emistream.trainer.corpus;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.emistream.schemas.avro.Split;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads one CSV of clips and labels into rows and problems; stateless but for what it collects. One thread. */
final class LabelTable {
    /** Room for the data set's name in the 200 characters of a key on the wire. */
    private static final int LONGEST_NAME = 150;

    private final Columns columns;
    private final @Nullable Split fixedSplit;
    private final Path audioFolder;
    private final List<LabelColumn> labels;
    private final Predicate<Path> exists;
    final List<ClipRecord> clips = new ArrayList<>();
    final List<Problem> problems = new ArrayList<>();

    /**
     * @param fixedSplit of every row; null where a column says
     * @param exists whether there is such a file
     */
    LabelTable(
            Columns columns,
            @Nullable Split fixedSplit,
            Path audioFolder,
            List<LabelColumn> labels,
            Predicate<Path> exists) {
        this.columns = columns;
        this.fixedSplit = fixedSplit;
        this.audioFolder = audioFolder.normalize();
        this.labels = labels;
        this.exists = exists;
    }

    void read(Path csv) throws BadDataset {
        if (!Files.isRegularFile(csv))
            throw new BadDataset(csv, "there is no such file; check the data set's folder", null);
        try {
            parse(csv, Files.readString(csv));
        } catch (CharacterCodingException e) {
            throw new BadDataset(csv, "is not UTF-8 text; save it as CSV in UTF-8", e);
        } catch (BadDataset e) {
            throw e;
        } catch (IOException e) {
            throw new BadDataset(csv, "cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** Reads a table that has been loaded; the file is only named. */
    void parse(Path csv, String text) throws BadDataset {
        // spreadsheets put a byte order mark before UTF-8
        String table = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (var records = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofNamedCsvRecord(table)) {
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
            throw new BadDataset(csv, "cannot be read as CSV (" + e.getMessage() + "); check its quotes", e);
        }
    }

    private void requireColumns(Path csv, List<String> header) throws BadDataset {
        var needed = new ArrayList<String>();
        if (fixedSplit != Split.TEST) for (var label : labels) needed.add(label.column());
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
            clips.add(clip(csv, record));
        } catch (Fault e) {
            problems.add(e.at(csv, number));
        }
    }

    private ClipRecord clip(Path csv, NamedCsvRecord record) throws Fault {
        int width = record.getHeader().size();
        if (record.getFieldCount() != width)
            throw new Fault(
                    "wrong number of columns",
                    String.valueOf(record.getFieldCount()),
                    "the header has " + width,
                    "check the row's commas and quotes");
        var name = field(record, columns.file());
        var audio = audio(name);
        var speaker = columns.speaker() == null ? name : field(record, columns.speaker());
        var split = fixedSplit != null ? fixedSplit : split(field(record, columns.split()));
        return new ClipRecord(
                name,
                audio,
                speaker,
                split,
                labels(record),
                AffectColumns.read(record),
                attributes(record),
                csv,
                record.getStartingLineNumber());
    }

    /** Stays inside the folder: a table from elsewhere must not send this machine's files to a topic. */
    private Path audio(String name) throws Fault {
        Path audio;
        try {
            audio = columns.audio(audioFolder, name).normalize();
        } catch (InvalidPathException e) {
            throw new Fault("unusable file name", name, String.valueOf(e.getReason()), "correct it");
        }
        if (!audio.startsWith(audioFolder))
            throw new Fault(
                    "file outside the data set",
                    name,
                    "only files below " + audioFolder + " are read",
                    "copy it there");
        if (!exists.test(audio))
            throw new Fault("missing audio file", name, "looked below " + audioFolder, "add it or remove the row");
        return audio;
    }

    private Map<String, Float> labels(NamedCsvRecord record) throws Fault {
        var values = new LinkedHashMap<String, Float>();
        for (var label : labels) {
            var text = record.findField(label.column()).orElse("").strip();
            if (!text.isEmpty()) values.put(label.label(), label.value(text));
        }
        if (values.isEmpty() && !labels.isEmpty() && fixedSplit != Split.TEST)
            throw new Fault(
                    "no label",
                    "",
                    "one of " + labels.stream().map(LabelColumn::column).toList() + " is needed to learn from",
                    "add one or remove the row");
        return values;
    }

    private Map<String, String> attributes(NamedCsvRecord record) {
        var rest = new LinkedHashMap<>(record.getFieldsAsMap());
        rest.keySet().removeAll(List.of(columns.file(), columns.split()));
        if (columns.speaker() != null) rest.remove(columns.speaker());
        for (var label : labels) rest.remove(label.column());
        rest.keySet().removeAll(AffectColumns.NAMES);
        return rest;
    }

    private static String field(NamedCsvRecord record, String column) throws Fault {
        var text = record.findField(column).orElse("").strip();
        if (text.isEmpty())
            throw new Fault(
                    "column " + column + " is empty",
                    text,
                    "it names the clip, its speaker or its split",
                    "fill it in");
        if (text.length() > LONGEST_NAME)
            throw new Fault(
                    "column " + column + " is too long", text, "at most " + LONGEST_NAME + " characters", "shorten it");
        return text;
    }

    private static Split split(String name) throws Fault {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "train", "training" -> Split.TRAIN;
            case "valid", "validation", "val", "dev" -> Split.VALIDATION;
            case "test" -> Split.TEST;
            default -> throw new Fault("unknown split", name, "train, valid and test are known", "correct it");
        };
    }
}
