package io.emistream.trainer.ablation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The tables as files, {@code tables.md} and {@code tables.csv}, and each row as JSON. */
public final class TableFiles {
    private TableFiles() {}

    /** Writes both files. */
    public static void write(AblationFolder folder, AblationPlan plan, List<RowOutcome> outcomes) throws IOException {
        WholeFile.write(
                folder.folder().resolve("tables.md"), staging -> Files.writeString(staging, markdown(plan, outcomes)));
        WholeFile.write(folder.folder().resolve("tables.csv"), staging -> csv(staging, outcomes));
    }

    /** Those of one table. */
    public static List<RowOutcome> of(String table, List<RowOutcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome.place().table().equals(table))
                .toList();
    }

    static String markdown(AblationPlan plan, List<RowOutcome> outcomes) {
        var text = new StringBuilder("# ").append(plan.title()).append('\n');
        plan.tables().forEach((name, table) -> {
            text.append("\n## ").append(table.title()).append("\n\n");
            List<List<String>> rows = TableCells.of(of(name, outcomes)).rows();
            text.append(line(rows.get(0)))
                    .append(line(rows.get(0).stream().map(cell -> "---").toList()));
            rows.stream().skip(1).forEach(row -> text.append(line(row)));
        });
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static void csv(Path file, List<RowOutcome> outcomes) throws IOException {
        try (CsvWriter writer = CsvWriter.builder().build(file)) {
            List<List<String>> rows = TableCells.of(outcomes).rows();
            writer.writeRecord(prefixed("table", "key", rows.get(0)));
            for (int i = 0; i < outcomes.size(); i++) {
                var place = outcomes.get(i).place();
                writer.writeRecord(prefixed(place.table(), place.name(), rows.get(i + 1)));
            }
        }
    }

    private static List<String> prefixed(String table, String name, List<String> cells) {
        var all = new ArrayList<>(List.of(table, name));
        all.addAll(cells);
        return all;
    }

    /** A row as one JSON object, with the keys that {@code emi evaluate} uses. */
    public static ObjectNode json(RowOutcome outcome) {
        var place = outcome.place();
        ObjectNode row = JsonNodeFactory.instance
                .objectNode()
                .put("table", place.table())
                .put("row", place.name())
                .put("title", place.row().title());
        place.row().paper().forEach(row.putObject("paper")::put);
        if (!outcome.why().isEmpty()) row.put("notRun", outcome.why());
        outcome.result().ifPresent(result -> {
            row.put("release", result.release()).put("epoch", result.epoch()).put("seconds", result.seconds());
            row.put("paddingShare", result.paddingShare());
            result.splits().forEach((split, reached) -> {
                ObjectNode said =
                        row.putObject(split).put("clips", reached.clips()).put("speakers", reached.speakers());
                ObjectNode pearson = said.putObject("pearson");
                reached.pearson().forEach(pearson::put);
                pearson.put("mean", reached.mean());
                if (reached.low() != null)
                    said.putObject("ci95").putArray("mean").add(reached.low()).add(reached.high());
            });
        });
        return row;
    }
}
