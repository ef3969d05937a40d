package io.emistream.trainer.ablation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.trainer.ablation.AblationPlan.Place;
import io.emistream.trainer.recipe.Recipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Plans by name or file; a plan says only what it changes against its {@code base}, where null takes a row away, and a row what differs from
 * {@link #ROW}.
 */
public final class AblationPlans {
    /** Those that come with Emistream: the paper's tables as they are, and the same rows small enough for a laptop. */
    public static final List<String> NAMES = List.of("paper", "tiny");

    private static final String BASE = "base";

    /** A row where nothing else is said. */
    private static final String ROW =
            """
            {"weights": "audeering", "recipe": "paper", "set": {}, "same": null, "within": null, "paper": {}}""";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private AblationPlans() {}

    /**
     * Reads a plan, and all recipes that it names.
     *
     * @param nameOrFile one of {@link #NAMES}, or a JSON file
     * @throws IllegalArgumentException when there is no such plan, or it cannot be followed
     */
    public static AblationPlan read(String nameOrFile) {
        try {
            ObjectNode tree = tree(nameOrFile);
            for (JsonNode table : tree.path("tables")) fill(table.path("rows"));
            AblationPlan plan = JSON.treeToValue(tree, AblationPlan.class);
            plan.places().forEach(place -> check(plan, place));
            return plan;
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof BadPlan wrong) throw wrong;
            throw new BadPlan("ablation %s: %s".formatted(nameOrFile, e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode tree(String nameOrFile) throws IOException {
        ObjectNode changes = object(nameOrFile);
        JsonNode base = changes.remove(BASE);
        return base == null ? changes : over(tree(base.asText()), changes);
    }

    private static ObjectNode object(String nameOrFile) throws IOException {
        JsonNode read = JSON.readTree(NAMES.contains(nameOrFile) ? bundled(nameOrFile) : file(nameOrFile));
        if (read instanceof ObjectNode object) return object;
        throw new BadPlan("ablation %s is not a JSON object".formatted(nameOrFile));
    }

    private static byte[] bundled(String name) throws IOException {
        try (InputStream in = AblationPlans.class.getResourceAsStream(name + ".json")) {
            if (in == null) throw new IllegalStateException("plan " + name + " is missing from the trainer's jar");
            return in.readAllBytes();
        }
    }

    private static byte[] file(String name) throws IOException {
        if (!Files.isRegularFile(Path.of(name)))
            throw new BadPlan("there is no plan or file %s; give a JSON file or one of %s"
                    .formatted(name, String.join(", ", NAMES)));
        return Files.readAllBytes(Path.of(name));
    }

    private static void fill(JsonNode rows) throws IOException {
        if (!(rows instanceof ObjectNode named)) return;
        named.properties().removeIf(row -> row.getValue().isNull());
        for (var row : named.properties()) {
            if (!(row.getValue() instanceof ObjectNode said))
                throw new BadPlan("ablation: row %s is %s; give a JSON object".formatted(row.getKey(), row.getValue()));
            row.setValue(over((ObjectNode) JSON.readTree(ROW), said));
        }
    }

    /** Objects inside objects are merged too. */
    private static ObjectNode over(ObjectNode base, ObjectNode changes) throws IOException {
        return JSON.readerForUpdating(base).readValue(changes);
    }

    private static void check(AblationPlan plan, Place place) {
        Recipe recipe = plan.recipe(place.row());
        String same = place.row().same();
        BadPlan.unless(
                same == null
                        || plan.places().stream()
                                .anyMatch(other ->
                                        other.key().equals(same) && other.row().same() == null),
                place.key() + ".same",
                String.valueOf(same),
                "give TABLE/ROW of a row that is trained itself");
        Place trained = same == null ? place : plan.place(same);
        BadPlan.unless(
                recipe.zeroPadding() == 0 || trained.row().within() == null,
                trained.key() + ".within",
                trained.row().within() + " with zeroPadding",
                "give one of the two");
    }
}
