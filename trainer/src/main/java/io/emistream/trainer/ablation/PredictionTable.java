package io.emistream.trainer.ablation;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.emistream.schemas.avro.Split;
import io.emistream.trainer.evaluate.Predictions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads the {@code predictions.csv} that a run leaves. */
final class PredictionTable {
    private final List<NamedCsvRecord> rows;

    private PredictionTable(List<NamedCsvRecord> rows) {
        this.rows = rows;
    }

    static PredictionTable read(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            return new PredictionTable(reader.stream().toList());
        }
    }

    /** What it says of the clips of a split that are labelled. */
    Predictions of(Split split, List<String> labels) {
        List<NamedCsvRecord> chosen = rows.stream()
                .filter(row -> row.getField("split").equals(split.name()))
                .filter(row -> labels.stream().anyMatch(label -> !Double.isNaN(value(row, labelled(label)))))
                .toList();
        return new Predictions(
                labels,
                columns(chosen, labels),
                columns(chosen, labels.stream().map(PredictionTable::labelled).toList()),
                chosen.stream().map(row -> row.getField("speaker")).toList(),
                0);
    }

    private static String labelled(String label) {
        return label + " labelled";
    }

    private static double[][] columns(List<NamedCsvRecord> rows, List<String> names) {
        return names.stream()
                .map(name -> rows.stream().mapToDouble(row -> value(row, name)).toArray())
                .toArray(double[][]::new);
    }

    private static double value(NamedCsvRecord row, String column) {
        String text = row.getField(column);
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }
}
