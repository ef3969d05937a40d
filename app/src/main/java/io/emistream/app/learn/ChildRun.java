package io.emistream.app.learn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process of its own for a training run or what belongs to it, at low priority, so that it cannot starve who scores. Its progress is told on a thread of its own. */
final class ChildRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChildRun.class);
    private static final int PATIENCE_S = 60;
    private static final Path NICE = Path.of("/usr/bin/nice");

    private final Process process;
    private final Thread reader;

    private ChildRun(Process process, Thread reader) {
        this.process = process;
        this.reader = reader;
    }

    /** Starts it; {@code progress} hears each JSON line. */
    static ChildRun start(List<String> command, Path log, Consumer<JsonNode> progress) throws IOException {
        var words = new ArrayList<String>();
        if (Files.isExecutable(NICE)) words.addAll(List.of(NICE.toString(), "-n", "10"));
        words.addAll(command);
        Process process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        var reader = new Thread(() -> read(process, progress), "training-progress");
        reader.start();
        return new ChildRun(process, reader);
    }

    private static void read(Process process, Consumer<JsonNode> progress) {
        var json = new ObjectMapper();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) tell(json, line, progress);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("a run's progress cannot be read any more");
        }
    }

    private static void tell(ObjectMapper json, String line, Consumer<JsonNode> progress) {
        try {
            progress.accept(json.readTree(line));
        } catch (JsonProcessingException e) {
            LOG.atWarn().addKeyValue("line", line).log("a run says what is not JSON");
        }
    }

    boolean running() {
        return process.isAlive() || reader.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** Waits for its end, and gives its exit code. */
    int await() {
        return process.onExit().join().exitValue();
    }

    /** Asks it to end, and does not wait. */
    void end() {
        process.destroy();
    }

    /** Asks it to write a checkpoint and end; it goes on when it is started again. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) process.destroyForcibly();
        reader.join();
    }
}
