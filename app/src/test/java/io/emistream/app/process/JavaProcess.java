package io.emistream.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A main class of ours in a process of its own, whose words go to files of the folder it works in; killed at close. */
public final class JavaProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path out;
    private final Path err;

    private JavaProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** The emi command. */
    public static JavaProcess emi(Path folder, String... arguments) throws IOException {
        return emi(folder, Map.of(), arguments);
    }

    /** The emi command with more in its environment. */
    public static JavaProcess emi(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        return start(folder, environment, "io.emistream.app.Emi", arguments);
    }

    static JavaProcess start(Path folder, Map<String, String> environment, String main, String... arguments)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.emistream.schemas.avro");
        command.addAll(List.of("-DDJL_OFFLINE=true", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        var out = Files.createTempFile(folder, "emi-", ".out");
        var err = Files.createTempFile(folder, "emi-", ".err");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new JavaProcess(builder.start(), out, err);
    }

    /** The first line that begins so, once there is one; fails when the process ends without it. */
    public String line(String beginning) throws IOException, InterruptedException {
        return line(out, beginning);
    }

    /** The same on standard error. */
    String errorLine(String beginning) throws IOException, InterruptedException {
        return line(err, beginning);
    }

    /** Its exit code, once it has ended by itself or by {@link #terminate}. */
    public int ended() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("ends in time")
                .isTrue();
        return process.exitValue();
    }

    /** A line on its standard input. */
    public void say(String line) throws IOException {
        var input = process.outputWriter();
        input.write(line);
        input.newLine();
        input.flush();
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** SIGKILL; returns when it is dead. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public List<String> out() throws IOException {
        return Files.readAllLines(out);
    }

    public List<String> err() throws IOException {
        return Files.readAllLines(err);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join(); // its folder may be deleted next
    }

    /** What JVMs that crashed left in the folder they worked in. */
    public static List<Path> crashes(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("hs_err"))
                    .toList();
        }
    }

    private String line(Path from, String beginning) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            boolean ended = process.waitFor(50, TimeUnit.MILLISECONDS);
            for (var line : Files.readAllLines(from)) if (line.startsWith(beginning)) return line;
            assertThat(ended || System.nanoTime() > deadline)
                    .as("ended or silent before it said '%s': %s %s", beginning, out(), err())
                    .isFalse();
        }
    }
}
