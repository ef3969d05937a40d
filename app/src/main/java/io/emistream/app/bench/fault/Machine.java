package io.emistream.app.bench.fault;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.OwnCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An {@code emi} process that can be killed, frozen and started again with the same words. One thread. */
final class Machine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final List<String> words;
    private final Path log;
    private final Map<String, String> environment;
    private @Nullable Process process;
    private long linesBefore;

    /** @param log of its words, those of all its lives; each life's first line says that it is ready */
    Machine(Path log, Surroundings surroundings, List<String> arguments) {
        this.log = log;
        words = surroundings.command(OwnCommand.words(), arguments);
        environment = surroundings.environment();
    }

    /** Starts it; returns when it says that it is ready. */
    void start() {
        begin();
        ready();
    }

    /** Returns when it says that it is ready. */
    void ready() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (lines() == linesBefore) {
            if (!running().isAlive() || System.nanoTime() > end)
                throw new EnvironmentProblem("a process of the trial did not start: " + said());
            pause();
        }
    }

    /** What it said last on standard error. */
    private String said() {
        try {
            var lines = Files.readAllLines(errors());
            return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
        } catch (IOException e) {
            return "and its words cannot be read";
        }
    }

    private Path errors() {
        return log.resolveSibling(log.getFileName() + ".err");
    }

    /** Starts it and does not wait. */
    void begin() {
        linesBefore = lines();
        var builder = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(errors().toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new EnvironmentProblem("no process can be started: " + e.getMessage(), e);
        }
    }

    private long lines() {
        try {
            return Files.exists(log) ? Files.readAllLines(log).size() : 0;
        } catch (IOException e) {
            throw new EnvironmentProblem(log + " cannot be read: " + e.getMessage(), e);
        }
    }

    boolean alive() {
        return running().isAlive();
    }

    /** SIGKILL; returns when it is dead. */
    void kill() {
        running().destroyForcibly().onExit().join();
    }

    /** SIGTERM; returns when it has ended. */
    void end() {
        Process ending = running();
        ending.destroy();
        try {
            if (!ending.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                throw new EnvironmentProblem("a process did not end within " + PATIENCE.toSeconds() + " s; see " + log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGSTOP. */
    void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(running().pid()))
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new EnvironmentProblem("a process cannot be frozen: " + e.getMessage(), e);
        }
    }

    private Process running() {
        Process running = process;
        if (running == null) throw new IllegalStateException("never started");
        return running;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (process != null) kill();
    }
}
