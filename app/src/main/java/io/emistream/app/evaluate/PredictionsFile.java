package io.emistream.app.evaluate;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.problem.UsageProblem;
import io.emistream.trainer.evaluate.ClipAnswer;
import io.emistream.trainer.evaluate.ClipAnswer.Part;
import io.emistream.trainer.evaluate.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Predictions as CSV, one row a clip: {@code Filename}, then one column a label, as the EMI challenge takes submissions. */
record PredictionsFile(Path file) {
    private static final List<String> NAMES = List.of("Filename", "file", "clip");

    /** Writes them, as they came clipped to [0, 1] from the release; clips without a value are left out. */
    void write(Judged judged) {
        try (var csv = CsvWriter.builder().build(file)) {
            var said = judged.predictions();
            var heading = new ArrayList<>(List.of(NAMES.get(0)));
            heading.addAll(said.labels());
            csv.writeRecord(heading);
            for (int clip = 0; clip < judged.clips().size(); clip++) {
                var row = new ArrayList<>(List.of(judged.clips().get(clip).id()));
                for (double[] label : said.predicted()) row.add(Double.isNaN(label[clip]) ? "" : text(label[clip]));
                csv.writeRecord(row);
            }
        } catch (IOException e) {
            throw new EnvironmentProblem(file + " cannot be written (" + e.getMessage() + "): choose another place", e);
        }
    }

    /** Enough digits to read back the float that the release gave. */
    private static String text(double value) {
        return Float.toString((float) value);
    }

    /**
     * Reads such a file, or the predictions.csv of a training run, or any table with a column of names and one a label.
     *
     * @param labels to read; those that it lacks are left out
     * @param known names of clips
     * @throws UsageProblem when it cannot be read, names a clip twice, or holds none of the labels
     */
    Rival read(List<String> labels, Set<String> known) {
        var answers = new ArrayList<ClipAnswer>();
        var lines = new HashMap<String, Long>();
        try (var rows = CsvReader.builder().ofNamedCsvRecord(content())) {
            for (var row : rows) {
                String clip = name(row, known);
                Long earlier = lines.put(clip, row.getStartingLineNumber());
                if (earlier != null)
                    throw new UsageProblem("--against " + file + " row " + row.getStartingLineNumber() + ": " + clip
                            + " is in row " + earlier + " as well; leave one");
                answers.add(new ClipAnswer(clip, List.of(new Part(0, 0, values(row, labels)))));
            }
        } catch (IOException | CsvParseException e) {
            throw new UsageProblem(
                    "--against " + file + " cannot be read as CSV (" + e.getMessage() + "); check the file");
        }
        if (answers.stream().allMatch(answer -> answer.parts().get(0).values().isEmpty()))
            throw new UsageProblem(
                    "--against " + file + " holds no predictions of " + labels + "; name its columns as the labels");
        return new Rival(String.valueOf(file.getFileName()), answers);
    }

    /** Without the byte order mark that spreadsheets put before UTF-8. */
    private String content() throws IOException {
        String text = Files.readString(file);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private String name(NamedCsvRecord row, Set<String> known) {
        for (String name : NAMES) {
            var found = row.findField(name);
            if (found.isEmpty()) continue;
            // the corpus of a training run puts the data set's name before the clip's
            boolean corpus = name.equals("clip") && !known.contains(found.get());
            return corpus ? found.get().replaceFirst("^[^/]*/", "") : found.get();
        }
        throw new UsageProblem(
                "--against " + file + " has none of the columns " + NAMES + "; name the clips in one of them");
    }

    private Map<String, Double> values(NamedCsvRecord row, List<String> labels) {
        var values = new LinkedHashMap<String, Double>();
        for (String label : labels) {
            String text = row.findField(label).orElse("").strip();
            if (text.isEmpty()) continue;
            double value = number(text);
            if (!Double.isFinite(value))
                throw new UsageProblem("--against " + file + " row " + row.getStartingLineNumber() + ": " + label
                        + " is '" + text + "'; give a finite number, or nothing");
            values.put(label, value);
        }
        return values;
    }

    /** NaN where it is none. */
    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
