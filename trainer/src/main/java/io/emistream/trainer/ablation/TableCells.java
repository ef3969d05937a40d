package io.emistream.trainer.ablation;

import io.emistream.trainer.ablation.RowResult.Reached;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A table as cells of text: what was published beside what was seen. Pure. */
public final class TableCells {
    /** Columns that hold numbers, counted from 0. */
    public static final List<Integer> NUMBERS = List.of(1, 2, 4, 5, 7, 8);

    private static final List<String> HEADING = List.of(
            "row", "paper, validation", "ours", "95 %", "paper, test", "ours", "95 %", "padding", "seconds", "");

    private static final String NOTHING = "–";

    private TableCells() {}

    /** Heading and rows, all of one length. */
    public static List<List<String>> of(List<RowOutcome> outcomes) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEADING);
        outcomes.forEach(outcome -> rows.add(row(outcome)));
        return rows;
    }

    private static List<String> row(RowOutcome outcome) {
        @Nullable RowResult result = outcome.result().orElse(null);
        var cells = new ArrayList<String>();
        cells.add(outcome.place().row().title());
        for (String split : List.of("validation", "test")) {
            cells.add(number(outcome.place().row().paper().get(split)));
            @Nullable Reached reached = result == null ? null : result.splits().get(split);
            cells.add(number(reached == null ? null : reached.mean()));
            cells.add(
                    reached == null || reached.low() == null
                            ? ""
                            : "[%s, %s]".formatted(number(reached.low()), number(reached.high())));
        }
        cells.add(
                result == null || result.paddingShare() == 0
                        ? ""
                        : String.format(Locale.ROOT, "%.0f %%", 100 * result.paddingShare()));
        cells.add(result == null ? NOTHING : String.format(Locale.ROOT, "%.0f", result.seconds()));
        cells.add(result == null ? "not run: " + outcome.why() : remark(outcome));
        return cells;
    }

    private static String remark(RowOutcome outcome) {
        String same = outcome.place().row().same();
        return same == null ? "" : "release of " + same;
    }

    private static String number(@Nullable Double rho) {
        return rho == null ? NOTHING : String.format(Locale.ROOT, "%.3f", rho);
    }
}
