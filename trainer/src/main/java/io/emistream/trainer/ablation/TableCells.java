package io.emistream.trainer.ablation;

import io.emistream.trainer.ablation.RowResult.Reached;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table as cells of text: what was published beside what was seen, in columns for those splits by which its rows are judged. Pure.
 *
 * @param rows heading first, all of one length
 * @param numbers columns that hold numbers, counted from 0
 */
public record TableCells(List<List<String>> rows, List<Integer> numbers) {
    private static final String NOTHING = "–";

    public TableCells {
        rows = List.copyOf(rows);
        numbers = List.copyOf(numbers);
    }

    /** Of some rows. */
    public static TableCells of(List<RowOutcome> outcomes) {
        Map<String, String> splits = splits(outcomes);
        var heading = new ArrayList<>(List.of("row"));
        var numbers = new ArrayList<Integer>();
        for (String split : splits.values()) {
            numbers.addAll(List.of(heading.size(), heading.size() + 1));
            heading.addAll(List.of("paper, " + split, "ours", "95 %"));
        }
        numbers.addAll(List.of(heading.size(), heading.size() + 1));
        heading.addAll(List.of("padding", "seconds", ""));
        var rows = new ArrayList<List<String>>(List.of(heading));
        outcomes.forEach(outcome -> rows.add(row(outcome, splits.keySet())));
        return new TableCells(rows, numbers);
    }

    /** Keys of the splits and what people call them. */
    private static Map<String, String> splits(List<RowOutcome> outcomes) {
        var splits = new LinkedHashMap<String, String>();
        if (!outcomes.stream().allMatch(TableCells::within)) {
            splits.put(RowResult.VALIDATION, "validation");
            splits.put(RowResult.TEST, "test");
        }
        if (outcomes.stream().anyMatch(TableCells::within)) splits.put(RowResult.HELD_OUT, "held-out third");
        return splits;
    }

    private static boolean within(RowOutcome outcome) {
        return outcome.result()
                .map(result -> result.splits().containsKey(RowResult.HELD_OUT))
                .orElse(outcome.place().row().within() != null);
    }

    private static List<String> row(RowOutcome outcome, Iterable<String> splits) {
        @Nullable RowResult result = outcome.result().orElse(null);
        var cells = new ArrayList<String>();
        cells.add(outcome.place().row().title());
        for (String split : splits) {
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
