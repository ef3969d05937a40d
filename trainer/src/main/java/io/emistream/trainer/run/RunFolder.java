package io.emistream.trainer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.trainer.fit.Checkpoints;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a run keeps what it is to do and how far it is.
 *
 * @param folder {@code run.json}, {@code checkpoints/}, {@code best/}, and a report in the end
 */
public record RunFolder(Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);
    private static final String LOCK = "lock";
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

    /** Makes this process the only one at the run, until it is closed or the process dies; waits while another one is. */
    Closeable hold() throws IOException {
        FileChannel file = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() == null) {
                LOG.atInfo().addKeyValue("run", folder).log("another process is at this run; waiting until it ends");
                file.lock();
            }
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    Checkpoints checkpoints() {
        return new Checkpoints(folder);
    }
}
