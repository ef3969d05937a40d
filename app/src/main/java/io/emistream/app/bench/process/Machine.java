package io.emistream.app.bench.process;

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
public final class Machine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** A batch has 90 s at most, and the end after that 20. */
    private static final Duration ITS_OWN_END = Duration.ofSeconds(120);

    /** Exit code of a process whose device is lost. */
    private static final int LOST = 3;

    private final List<String> words;
    private final Path log;
    private final Map<String, String> environment;
    private @Nullable Process process;
    private long linesBefore;

    /** @param log of its words, those of all its lives; each life's first line says that it is ready */
    public Machine(Path log, Surroundings surroundings, List<String> arguments) {
        this.log = log;
        words = surroundings.command(OwnCommand.words(), arguments);
        environment = surroundings.environment();
    }

    /** Starts it; returns when it says that it is ready. */
    public void start() {
        begin();
        awaitReady();
    }

    /** Returns when it says that it is ready. */
    public void awaitReady() {
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
    public void begin() {
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

    public boolean alive() {
        return running().isAlive();
    }

    /** SIGKILL; returns when it is dead. */
    public void kill() {
        running().destroyForcibly().onExit().join();
    }

    /** SIGTERM; returns when it has ended. */
    public void end() {
        Process ending = running();
        ending.destroy();
        try {
            if (!ending.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                throw new EnvironmentProblem("a process did not end within " + PATIENCE.toSeconds() + " s; see " + log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A line on its standard input. */
    public void say(String line) {
        try {
            var input = running().outputWriter();
            input.write(line);
            input.newLine();
            input.flush();
        } catch (IOException e) {
            throw new EnvironmentProblem("a process does not listen: " + e.getMessage() + "; see " + log, e);
        }
    }

    /** Waits until it has ended by itself, as who keeps processes running does, and starts it again, without waiting for it to be ready. */
    public void revive() {
        try {
            if (!running().waitFor(ITS_OWN_END.toSeconds(), TimeUnit.SECONDS))
                throw new EnvironmentProblem(
                        "a process did not end by itself within " + ITS_OWN_END.toSeconds() + " s; see " + log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (running().exitValue() != LOST)
            throw new EnvironmentProblem(
                    "a process ended with " + running().exitValue() + ", not " + LOST + ": " + said());
        begin();
    }

    /** SIGSTOP. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void thaw() {
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

    /** Processor time that it has taken in this life; zero where the system does not tell. */
    public Duration cpu() {
        return running().info().totalCpuDuration().orElse(Duration.ZERO);
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
