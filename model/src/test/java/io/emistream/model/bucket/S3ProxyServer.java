package io.emistream.model.bucket;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** A real S3-compatible server (S3Proxy) in a process of its own, on a free port of this machine. Its buckets are folders. */
public final class S3ProxyServer implements AutoCloseable {
    /** Where the build puts the server, from a module's folder. */
    public static final Path JAR_FOLDER = Path.of("target", "s3proxy");

    /** What it lets in. */
    public static final BucketAccess.Keys KEYS = new BucketAccess.Keys("test-id", "test-secret", null);

    private static final Pattern LISTENING = Pattern.compile("Started .*ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)}");
    private static final int QUOTED_LINES = 30;
    private static final int LONGEST_START_SECONDS = 120;

    private final Process process;
    private final URI url;
    private final Path buckets;

    private S3ProxyServer(Process process, URI url, Path buckets) {
        this.process = process;
        this.url = url;
        this.buckets = buckets;
    }

    /**
     * Starts the server and waits until it listens.
     *
     * @param jarFolder holds the server and nothing else
     * @param folder for its settings and buckets
     */
    public static S3ProxyServer start(Path jarFolder, Path folder) throws IOException {
        Path buckets = Files.createDirectories(folder.resolve("buckets"));
        Path settings = Files.writeString(
                folder.resolve("s3proxy.properties"),
                """
                s3proxy.endpoint=http://127.0.0.1:0
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                jclouds.identity=unused
                jclouds.credential=unused
                """
                        .formatted(KEYS.id(), KEYS.secret(), buckets.toString().replace('\\', '/')));
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar(jarFolder).toString(),
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new S3ProxyServer(process, URI.create("http://127.0.0.1:" + port(process)), buckets);
    }

    /** Base URL of its S3 API. */
    public URI url() {
        return url;
    }

    /** Makes a bucket, as {@code mkdir} does. */
    public void makeBucket(String name) throws IOException {
        Files.createDirectories(buckets.resolve(name));
    }

    /** The file an object lies in. */
    public Path object(String bucket, String key) {
        return buckets.resolve(bucket).resolve(key);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    }

    private static Path jar(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no S3Proxy in " + folder.toAbsolutePath()));
        }
    }

    private static String port(Process process) throws IOException {
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
                return listening.group(1);
            }
        }
        throw new IllegalStateException(
                "S3Proxy ended, or was ended, before it listened:\n" + String.join("\n", List.copyOf(said)));
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
                "s3proxy-output");
        thread.setDaemon(true);
        thread.start();
    }
}
