package io.emistream.schemas.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** A real Apicurio Registry in a process of its own, on a free port of this machine, with its schemas in memory. */
public final class ApicurioServer implements AutoCloseable {
    /** Where the build unpacks the server, from a module's folder. */
    public static final Path UNPACKED = Path.of("target", "apicurio");

    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:(\\d+)");
    private static final int QUOTED_LINES = 30;
    private static final int LONGEST_START_SECONDS = 120;

    private final Process process;
    private final URI url;

    private ApicurioServer(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Starts the server and waits until it listens. Throws {@link IllegalStateException} with its last words when it ends instead. */
    public static ApicurioServer start(Path unpacked) throws IOException {
        var builder = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        runner(unpacked).toString()))
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "APICURIO_STORAGE_KIND", "sql",
                        "QUARKUS_HTTP_HOST", "127.0.0.1",
                        "QUARKUS_HTTP_PORT", "0",
                        "QUARKUS_LOG_CATEGORY__IO_QUARKUS__LEVEL", "INFO"));
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        var started = new AtomicBoolean();
        // ends a server that hangs, and with it the reading below
        CompletableFuture.delayedExecutor(LONGEST_START_SECONDS, TimeUnit.SECONDS)
                .execute(() -> {
                    if (!started.get()) process.destroyForcibly();
                });
        var output = process.inputReader(StandardCharsets.UTF_8);
        var said = new ArrayDeque<String>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            if (said.size() > QUOTED_LINES) said.remove();
            var listening = LISTENING.matcher(line);
            if (listening.find()) {
                started.set(true);
                drain(output);
                return new ApicurioServer(
                        process, URI.create("http://127.0.0.1:" + listening.group(1) + "/apis/ccompat/v7"));
            }
        }
        throw new IllegalStateException("Apicurio ended, or was ended after " + LONGEST_START_SECONDS
                + " s, before it listened:\n" + String.join("\n", said));
    }

    /** Base URL of its Confluent-compatible API. */
    public URI url() {
        return url;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    }

    private static Path runner(Path unpacked) throws IOException {
        try (var files = Files.list(unpacked)) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no Apicurio in " + unpacked.toAbsolutePath()));
        }
    }

    /** A full pipe would stop the server. */
    private static void drain(BufferedReader output) {
        var thread = new Thread(
                () -> {
                    try {
                        output.transferTo(Writer.nullWriter());
                    } catch (IOException e) {
                        // the server was closed
                    }
                },
                "apicurio-output");
        thread.setDaemon(true);
        thread.start();
    }
}
