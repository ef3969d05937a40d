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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
     * @throws UsageProblem when it cannot be read, or holds none of the labels
     */
    Rival read(List<String> labels) {
        var answers = new ArrayList<ClipAnswer>();
        try (var rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (var row : rows) answers.add(new ClipAnswer(name(row), List.of(new Part(0, 0, values(row, labels)))));
        } catch (IOException | CsvParseException e) {
            throw new UsageProblem(
                    "--against " + file + " cannot be read as CSV (" + e.getMessage() + "); check the file");
        }
        if (answers.stream().allMatch(answer -> answer.parts().get(0).values().isEmpty()))
            throw new UsageProblem(
                    "--against " + file + " holds no predictions of " + labels + "; name its columns as the labels");
        return new Rival(String.valueOf(file.getFileName()), answers);
    }

    private String name(NamedCsvRecord row) {
        for (String name : NAMES) {
            var found = row.findField(name);
            // the corpus of a training run puts the data set's name before the clip's
            if (found.isPresent()) return name.equals("clip") ? found.get().replaceFirst("^[^/]*/", "") : found.get();
        }
        throw new UsageProblem(
                "--against " + file + " has none of the columns " + NAMES + "; name the clips in one of them");
    }

    private Map<String, Double> values(NamedCsvRecord row, List<String> labels) {
        var values = new LinkedHashMap<String, Double>();
        for (String label : labels) {
            String text = row.findField(label).orElse("").strip();
            if (text.isEmpty()) continue;
            try {
                values.put(label, Double.valueOf(text));
            } catch (NumberFormatException e) {
                throw new UsageProblem("--against " + file + " row " + row.getStartingLineNumber() + ": " + label
                        + " is '" + text + "'; give a number");
            }
        }
        return values;
    }
}
