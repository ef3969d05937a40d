package io.emistream.trainer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.trainer.fit.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where a run keeps what it is to do and how far it is.
 *
 * @param folder {@code run.json}, {@code checkpoints/}, {@code best/}, and a report in the end
 */
public record RunFolder(Path folder) {
    private static final String SPEC = "run.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether a run was begun here. */
    public boolean begun() {
        return Files.isRegularFile(folder.resolve(SPEC));
    }

    /** What the run is to do. */
    public RunSpec spec() throws IOException {
        try {
            return JSON.readValue(folder.resolve(SPEC).toFile(), RunSpec.class);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    folder.resolve(SPEC) + " is not readable: " + e.getOriginalMessage()
                            + "; begin a new run in another folder",
                    e);
        }
    }

    /** Begins a run. */
    public void begin(RunSpec spec) throws IOException {
        Files.createDirectories(folder);
        Path staging = folder.resolve(SPEC + ".writing");
        JSON.writerWithDefaultPrettyPrinter().writeValue(staging.toFile(), spec);
        Files.move(staging, folder.resolve(SPEC), StandardCopyOption.ATOMIC_MOVE);
    }

    Checkpoints checkpoints() {
        return new Checkpoints(folder);
    }
}
