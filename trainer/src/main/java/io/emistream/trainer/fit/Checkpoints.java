package io.emistream.trainer.fit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.model.weights.Safetensors;
import io.emistream.model.weights.SafetensorsWriter;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run's states on disk: {@code checkpoints/STEP/{state.safetensors, progress.json}} and {@code best/EPOCH.safetensors}. Each appears whole, by a rename, or not at
 * all; older ones are deleted afterwards. One process at a time.
 */
public final class Checkpoints {
    private static final String STATE = "state.safetensors";
    private static final String PROGRESS = "progress.json";
    private static final String STAGING = ".writing";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path states;
    private final Path bests;

    /** In a run's folder, which is made when the first state is written. */
    public Checkpoints(Path run) {
        this.states = run.resolve("checkpoints");
        this.bests = run.resolve("best");
    }

    /** Writes a state and forgets the ones before. */
    void save(Progress progress, WeightSource state) throws IOException {
        Path staging = states.resolve(STAGING);
        delete(staging);
        Files.createDirectories(staging);
        SafetensorsWriter.write(staging.resolve(STATE), state);
        JSON.writeValue(staging.resolve(PROGRESS).toFile(), progress);
        Path place = states.resolve(Long.toString(progress.step()));
        delete(place); // written before at the same step, by a run that was killed before it could go on
        Files.move(staging, place, StandardCopyOption.ATOMIC_MOVE);
        for (Path older : numbered(states)) if (!older.equals(place)) delete(older);
    }

    /** Writes the weights of the best epoch so far; those before stay until {@link #forgetOtherBests}. */
    void saveBest(int epoch, WeightSource weights) throws IOException {
        Files.createDirectories(bests);
        Path staging = bests.resolve(STAGING);
        Files.deleteIfExists(staging);
        SafetensorsWriter.write(staging, weights);
        Files.move(staging, best(epoch), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Once a state names it, the others are not needed. */
    void forgetOtherBests(int epoch) throws IOException {
        if (!Files.isDirectory(bests)) return;
        try (Stream<Path> files = Files.list(bests)) {
            for (Path file : files.toList()) if (!file.equals(best(epoch))) Files.delete(file);
        }
    }

    /** The weights of an epoch that was the best; closed by the caller. */
    public WeightSource openBest(int epoch) throws IOException {
        return Safetensors.open(best(epoch));
    }

    /** How far the latest state is; nothing where there is none. */
    public Optional<Progress> progress() throws IOException {
        var latest = latest();
        return latest.isEmpty()
                ? Optional.empty()
                : Optional.of(JSON.readValue(latest.get().resolve(PROGRESS).toFile(), Progress.class));
    }

    /** The latest state's weights, moments and averages; closed by the caller. */
    public WeightSource openState() throws IOException {
        return Safetensors.open(latest().orElseThrow(() -> new IOException("there is no checkpoint in " + states))
                .resolve(STATE));
    }

    private Optional<Path> latest() throws IOException {
        return numbered(states).stream().max(Comparator.comparingLong(Checkpoints::number));
    }

    private Path best(int epoch) {
        return bests.resolve(epoch + ".safetensors");
    }

    private static long number(Path folder) {
        return Long.parseLong(folder.getFileName().toString());
    }

    private static List<Path> numbered(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> child.getFileName().toString().matches("\\d{1,18}"))
                    .toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
