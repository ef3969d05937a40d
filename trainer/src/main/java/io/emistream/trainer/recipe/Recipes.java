package io.emistream.trainer.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Recipes by name or file. Each is a JSON object that says only what it changes against {@code paper}, which is complete; a file may name another one
 * as its {@code base}.
 */
public final class Recipes {
    /** Names of those that come with Emistream; the paper's Table 2 is {@code table2-*}, systems it compares itself with
     * {@code compared-*}. */
    public static final List<String> NAMES = List.of(
            "paper",
            "paper-lstm-dropout",
            "paper-frozen",
            "baseline-linear",
            "table2-g",
            "table2-g-r",
            "table2-r-l",
            "table2-g-r-l",
            "table2-r-l-v",
            "table2-g-r-l-v",
            "compared-savchenko",
            "compared-yu",
            "compared-zhang",
            "emodb");

    private static final String BASE = "base";
    private static final String STANDARD = "paper";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private Recipes() {}

    /**
     * Reads a recipe.
     *
     * @param nameOrFile one of {@link #NAMES}, or a JSON file
     * @param changes settings to change, such as {@code optimiser.rate} → {@code 3e-4}
     * @throws BadRecipe when there is no such recipe or setting, or a value cannot be
     */
    public static Recipe read(String nameOrFile, Map<String, String> changes) {
        ObjectNode tree = tree(nameOrFile);
        changes.forEach((setting, value) -> change(tree, setting, value));
        try {
            return JSON.treeToValue(tree, Recipe.class);
        } catch (UnrecognizedPropertyException e) {
            throw new BadRecipe("recipe %s: there is no setting %s; there are %s"
                    .formatted(nameOrFile, e.getPropertyName(), e.getKnownPropertyIds()));
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong)
                throw new BadRecipe(String.valueOf(wrong.getMessage()));
            throw new BadRecipe("recipe %s: %s".formatted(nameOrFile, e.getOriginalMessage()));
        }
    }

    /** A recipe as a tree of plain values, for a release's manifest. */
    public static Map<String, Object> plain(Recipe recipe) {
        @SuppressWarnings("unchecked")
        Map<String, Object> plain = JSON.convertValue(recipe, Map.class);
        return plain;
    }

    /** What {@link #plain} gave; settings that there were none of then are those of {@code paper}. */
    public static Recipe of(Object plain) {
        ObjectNode tree = tree(STANDARD);
        merge(tree, JSON.valueToTree(plain));
        return JSON.convertValue(tree, Recipe.class);
    }

    private static ObjectNode tree(String nameOrFile) {
        ObjectNode changes = object(nameOrFile);
        if (nameOrFile.equals(STANDARD)) return changes;
        JsonNode base = changes.remove(BASE);
        ObjectNode tree = tree(base == null ? STANDARD : base.asText());
        merge(tree, changes);
        return tree;
    }

    private static ObjectNode object(String nameOrFile) {
        try {
            JsonNode read = JSON.readTree(NAMES.contains(nameOrFile) ? bundled(nameOrFile) : file(nameOrFile));
            if (read instanceof ObjectNode object) return object;
            throw new BadRecipe("recipe %s is not a JSON object".formatted(nameOrFile));
        } catch (JsonProcessingException e) {
            throw new BadRecipe("recipe %s is not JSON: %s".formatted(nameOrFile, e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bundled(String name) throws IOException {
        try (InputStream in = Recipes.class.getResourceAsStream(name + ".json")) {
            if (in == null) throw new IllegalStateException("recipe " + name + " is missing from the trainer's jar");
            return in.readAllBytes();
        }
    }

    private static byte[] file(String name) throws IOException {
        if (!Files.isRegularFile(Path.of(name)))
            throw new BadRecipe("there is no recipe or file %s; give a JSON file or one of %s"
                    .formatted(name, String.join(", ", NAMES)));
        return Files.readAllBytes(Path.of(name));
    }

    private static void merge(ObjectNode into, ObjectNode changes) {
        changes.properties().forEach(change -> {
            if (into.get(change.getKey()) instanceof ObjectNode inner && change.getValue() instanceof ObjectNode more)
                merge(inner, more);
            else into.set(change.getKey(), change.getValue());
        });
    }

    private static void change(ObjectNode tree, String setting, String value) {
        ObjectNode place = tree;
        String[] path = setting.split("\\.", -1);
        for (int i = 0; i < path.length - 1; i++) {
            if (!(place.get(path[i]) instanceof ObjectNode inner)) throw unknown(setting);
            place = inner;
        }
        String last = path[path.length - 1];
        JsonNode old = place.get(last);
        if (old == null || old.isObject()) throw unknown(setting);
        place.put(last, value); // numbers and truths are read from text as well
    }

    private static BadRecipe unknown(String setting) {
        return new BadRecipe(
                "recipe: there is no setting %s; see `emi train --help` and docs/training.md".formatted(setting));
    }
}
