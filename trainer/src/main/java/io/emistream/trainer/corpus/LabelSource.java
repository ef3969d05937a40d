package io.emistream.trainer.corpus;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.emistream.schemas.avro.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Labels to judge or describe: one CSV, or a folder in the EMI challenge's layout. Which columns are labels may be said later, when it is known what a
 * release gives. Stateless; reads anew each time.
 *
 * @param table the CSV, or the folder
 * @param audio the folder that files are named below
 * @param header the columns; those of the challenge for its layout
 * @param challenge whether it is the challenge's layout
 */
public record LabelSource(Path table, Path audio, List<String> header, boolean challenge) {
    private static final String EMI_FILE = "Filename";

    public LabelSource {
        header = List.copyOf(header);
    }

    /**
     * Looks at it.
     *
     * @param table a CSV with a column {@code file} or {@code Filename}, perhaps {@code speaker} and {@code split}; or a folder in the challenge's layout
     * @param audio the folder of a CSV's files
     */
    public static LabelSource open(Path table, Path audio) throws BadDataset {
        if (Files.isDirectory(table)) {
            if (!isChallenge(table))
                throw new BadDataset(table, "holds no train_split.csv or valid_split.csv; name a CSV of labels", null);
            return new LabelSource(table, table.resolve("audio"), Datasets.EMI_LABELS, true);
        }
        List<String> header = readHeader(table);
        if (file(header) == null)
            throw new BadDataset(
                    table, "has no column file or Filename; it has " + header + ": name the column so", null);
        return new LabelSource(table, audio, header, false);
    }

    /** Whether the folder has the challenge's layout. */
    public static boolean isChallenge(Path folder) {
        return Files.isRegularFile(folder.resolve("train_split.csv"))
                && Files.isRegularFile(folder.resolve("valid_split.csv"));
    }

    /** Whether rows say which split they are in. */
    public boolean splits() {
        return challenge || header.contains(Columns.STANDARD.split());
    }

    /** Whether rows say who speaks; else each clip counts as a speaker of its own. */
    public boolean speakers() {
        return header.contains("speaker");
    }

    /**
     * Reads the clips, of all splits.
     *
     * @param labels columns that are labels in [0, 1]; with none, every column but those of file, speaker and split is an attribute
     */
    public Dataset read(List<String> labels) throws BadDataset {
        if (challenge) return Datasets.emiChallenge(table);
        var columns = new Columns(
                String.valueOf(file(header)),
                speakers() ? Columns.STANDARD.speaker() : null,
                Columns.STANDARD.split(),
                EMI_FILE.equals(file(header)) ? Columns.EMI.suffix() : "");
        var found = new LabelTable(
                columns,
                splits() ? null : Split.TEST,
                audio.toAbsolutePath(),
                labels.stream().map(LabelColumn::intensity).toList(),
                Files::isRegularFile);
        found.read(table);
        return Dataset.of(String.valueOf(table.getFileName()), "labelled", labels, found.clips, found.problems);
    }

    /** The columns whose every value is a number in [0, 1], but for affect; the six of the challenge for its layout. */
    public List<String> labelColumns() throws BadDataset {
        if (challenge) return header;
        var clips = read(List.of()).clips();
        return header.stream()
                .filter(column -> !clips.isEmpty()
                        && clips.stream()
                                .allMatch(clip -> isIntensity(clip.attributes().get(column))))
                .toList();
    }

    private static boolean isIntensity(@Nullable String text) {
        try {
            double value = Double.parseDouble(text == null ? "" : text.strip());
            return value >= 0 && value <= 1;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static @Nullable String file(List<String> header) {
        for (String name : List.of(Columns.STANDARD.file(), EMI_FILE)) if (header.contains(name)) return name;
        return null;
    }

    private static List<String> readHeader(Path csv) throws BadDataset {
        if (!Files.isRegularFile(csv)) throw new BadDataset(csv, "there is no such file; check the path", null);
        try (var rows = CsvReader.builder().ofCsvRecord(csv)) {
            var first = rows.stream().findFirst();
            if (first.isEmpty()) throw new BadDataset(csv, "is empty; check that it is the right file", null);
            return first.get().getFields().stream()
                    .map(name -> name.startsWith("\uFEFF") ? name.substring(1) : name)
                    .toList();
        } catch (BadDataset e) {
            throw e;
        } catch (IOException | CsvParseException e) {
            throw new BadDataset(csv, "cannot be read as CSV (" + e.getMessage() + "); check its quotes", e);
        }
    }
}
