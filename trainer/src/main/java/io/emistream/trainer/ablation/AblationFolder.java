package io.emistream.trainer.ablation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.model.release.ReleaseStore;
import io.emistream.trainer.ablation.AblationPlan.Place;
import io.emistream.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where an ablation keeps what it is to do and what it did. Each file appears whole, by a rename.
 *
 * @param folder {@code ablation.json}, {@code weights.json}, {@code imports.json}, {@code corpus/}, {@code releases/}, a run's folder for each row in {@code rows/TABLE/ROW/} with its
 *     {@code result.json}, and the tables
 */
public record AblationFolder(Path folder) {
    private static final String SPEC = "ablation.json";
    private static final String WEIGHTS = "weights.json";
    private static final String IMPORTS = "imports.json";
    private static final String RESULT = "result.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether an ablation was begun here. */
    public boolean begun() {
        return Files.isRegularFile(folder.resolve(SPEC));
    }

    /** Begins one. */
    public void begin(AblationSpec spec) throws IOException {
        write(folder.resolve(SPEC), spec);
    }

    /** What it is to do. */
    public AblationSpec spec() throws IOException {
        return read(folder.resolve(SPEC), new TypeReference<>() {});
    }

    /** Weights that were given, by name, as {@code RunSpec.from} has them. */
    public Map<String, String> given() throws IOException {
        Path file = folder.resolve(WEIGHTS);
        return Files.exists(file) ? read(file, new TypeReference<>() {}) : Map.of();
    }

    /** Remembers weights that were given. */
    public void give(Map<String, String> weights) throws IOException {
        write(folder.resolve(WEIGHTS), weights);
    }

    /** Where weights were imported from, by name; an import that failed is among them. */
    public Map<String, String> imports() throws IOException {
        Path file = folder.resolve(IMPORTS);
        return Files.exists(file) ? read(file, new TypeReference<>() {}) : Map.of();
    }

    /** Remembers where weights are imported from. */
    public void importing(String name, String path) throws IOException {
        var imports = new TreeMap<>(imports());
        imports.put(name, path);
        write(folder.resolve(IMPORTS), imports);
    }

    /** Its releases, those of weights that were imported for it included. */
    public ReleaseStore releases() {
        return new ReleaseStore(folder.resolve("releases"));
    }

    /** Where the clips of a data set are kept. */
    public Path corpus() {
        return folder.resolve("corpus");
    }

    RunFolder run(Place place) {
        return new RunFolder(row(place));
    }

    Optional<RowResult> result(Place place) throws IOException {
        Path file = row(place).resolve(RESULT);
        return Files.exists(file) ? Optional.of(read(file, new TypeReference<>() {})) : Optional.empty();
    }

    void keep(Place place, RowResult result) throws IOException {
        write(row(place).resolve(RESULT), result);
    }

    Path row(Place place) {
        return folder.resolve("rows").resolve(place.table()).resolve(place.name());
    }

    private static <T> T read(Path file, TypeReference<T> type) throws IOException {
        try {
            return JSON.readValue(file.toFile(), type);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + " is not readable: " + e.getOriginalMessage() + "; begin anew in another folder", e);
        }
    }

    private static void write(Path file, Object value) throws IOException {
        WholeFile.write(file, staging -> JSON.writerWithDefaultPrettyPrinter().writeValue(staging.toFile(), value));
    }
}
