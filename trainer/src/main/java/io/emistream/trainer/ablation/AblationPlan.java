package io.emistream.trainer.ablation;

import io.emistream.schemas.avro.Split;
import io.emistream.trainer.recipe.Recipe;
import io.emistream.trainer.recipe.Recipes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are trained, how, and what is compared with what was published.
 *
 * @param title one sentence for people
 * @param weights starts by name, as {@code RunSpec.from} has them; a name that is missing has to be given
 * @param set changes to every row's recipe
 * @param tables by name, in order
 */
public record AblationPlan(
        String title, Map<String, String> weights, Map<String, String> set, Map<String, Table> tables) {
    public AblationPlan {
        weights = ordered(weights);
        set = ordered(set);
        tables = ordered(tables);
        tables.forEach((table, planned) -> {
            BadPlan.unless(isName(table), "name of a table", table, "use a–z, 0–9 and dashes");
            BadPlan.unless(!planned.rows().isEmpty(), table + ".rows", "empty", "give at least one row");
            planned.rows().keySet().forEach(row -> BadPlan.unless(isName(row), table, row, "use a–z, 0–9 and dashes"));
        });
    }

    /** Rows that stand together. */
    public record Table(String title, Map<String, Row> rows) {
        public Table {
            rows = ordered(rows);
        }
    }

    /**
     * One row.
     *
     * @param title as the table shows it
     * @param weights name of what it starts from
     * @param recipe that it is trained by
     * @param set changes to that recipe, after those of the plan
     * @param same another row, {@code TABLE/ROW}, whose release is judged instead of one of its own; null for none
     * @param within a split whose speakers alone it sees, two thirds to learn from and the others to be judged by; null for the corpus's own splits
     * @param paper published mean ρ, by {@code validation} and {@code test}, or {@code heldOut} of a row within a split; what is missing was not published
     */
    public record Row(
            String title,
            String weights,
            String recipe,
            Map<String, String> set,
            @Nullable String same,
            @Nullable Split within,
            Map<String, Double> paper) {
        public Row {
            set = ordered(set);
            paper = ordered(paper);
        }
    }

    /** A row and where it stands. */
    public record Place(String table, String name, Row row) {
        /** {@code TABLE/ROW}. */
        public String key() {
            return table + "/" + name;
        }
    }

    /** All rows, in order. */
    public List<Place> places() {
        var places = new ArrayList<Place>();
        tables.forEach(
                (table, planned) -> planned.rows().forEach((name, row) -> places.add(new Place(table, name, row))));
        return places;
    }

    /** @throws NoSuchElementException where there is no such row */
    Place place(String key) {
        return places().stream()
                .filter(place -> place.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("there is no row " + key));
    }

    /** How a row is trained and judged. */
    public Recipe recipe(Row row) {
        var changes = new LinkedHashMap<>(set);
        changes.putAll(row.set());
        return Recipes.read(row.recipe(), changes);
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    private static boolean isName(String text) {
        return text.matches("[a-z0-9][a-z0-9-]*");
    }
}
