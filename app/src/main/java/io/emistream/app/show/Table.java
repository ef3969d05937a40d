package io.emistream.app.show;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of equal length as lines with aligned columns; the first row is the heading. */
public final class Table {
    private static final String GAP = "  ";

    private Table() {}

    /** @param numbers columns to align at the right, counted from 0 */
    public static List<String> lines(List<List<String>> rows, List<Integer> numbers) {
        var widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        var lines = new ArrayList<String>();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                var cell = row.get(column);
                var padding = " ".repeat(widths[column] - cell.length());
                line.append(numbers.contains(column) ? padding + cell : cell + padding)
                        .append(GAP);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
