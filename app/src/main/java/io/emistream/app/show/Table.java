package io.emistream.app.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of cells as lines, every column as wide as its widest cell. Pure. */
public final class Table {
    private Table() {}

    /** Rows of the same number of cells; no line ends in spaces. */
    public static List<String> aligned(List<List<String>> rows) {
        var lines = new ArrayList<String>();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(other -> other.get(column).length())
                        .max()
                        .orElse(0);
                line.append(String.format(Locale.ROOT, "%-" + Math.max(1, width) + "s  ", row.get(i)));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
