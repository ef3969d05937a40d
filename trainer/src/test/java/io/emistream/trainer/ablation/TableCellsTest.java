package io.emistream.trainer.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.schemas.avro.Split;
import io.emistream.trainer.ablation.AblationPlan.Place;
import io.emistream.trainer.ablation.AblationPlan.Row;
import io.emistream.trainer.ablation.RowResult.Reached;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableCellsTest {
    private static final RowOutcome ORDINARY =
            outcome("all of it", null, Map.of("test", 0.461), Map.of("validation", reached(0.4), "test", reached(0.5)));
    private static final RowOutcome WITHIN =
            outcome("within", Split.VALIDATION, Map.of(), Map.of("heldOut", reached(0.6)));

    @Test
    void whatIsHeldOutWithinASplitStandsUnderNoOtherSplitsHeading() {
        assertThat(TableCells.of(List.of(WITHIN)).rows())
                .containsExactly(
                        List.of("row", "paper, held-out third", "ours", "95 %", "padding", "seconds", ""),
                        List.of("within", "–", "0.600", "[0.100, 0.900]", "", "7", ""));
    }

    @Test
    void aTableOfBothHasColumnsForBoth() {
        List<List<String>> rows = TableCells.of(List.of(ORDINARY, WITHIN)).rows();

        assertThat(rows.get(0)).containsSubsequence("paper, validation", "paper, test", "paper, held-out third");
        assertThat(rows.get(1).subList(4, 9)).containsExactly("0.461", "0.500", "[0.100, 0.900]", "–", "–");
        assertThat(rows.get(2).subList(4, 9)).containsExactly("–", "–", "", "–", "0.600");
    }

    @Test
    void numbersAreAlignedAsSuch() {
        TableCells cells = TableCells.of(List.of(ORDINARY));

        assertThat(cells.numbers().stream().map(cells.rows().get(1)::get))
                .containsExactly("–", "0.400", "0.461", "0.500", "", "7");
    }

    private static RowOutcome outcome(
            String title, @Nullable Split within, Map<String, Double> paper, Map<String, Reached> splits) {
        var row = new Row(title, "audeering", "paper", Map.of(), null, within, paper);
        return RowOutcome.done(new Place("table", "row", row), new RowResult("table-row/1", 1, 7, 0, splits));
    }

    private static Reached reached(double mean) {
        return new Reached(10, 5, mean, 0.1, 0.9, Map.of("Joy", mean));
    }
}
