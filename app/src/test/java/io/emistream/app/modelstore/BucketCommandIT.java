package io.emistream.app.modelstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.app.process.JavaProcess;
import io.emistream.model.bucket.S3ProxyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shares releases through a bucket, as people do. */
class BucketCommandIT {
    private static final Path CHECKPOINTS =
            Path.of("../model/src/test/resources/checkpoints").toAbsolutePath();

    /** Where the build of the model module puts S3Proxy, from this module's folder. */
    private static final Path S3PROXY = Path.of("..", "model").resolve(S3ProxyServer.JAR_FOLDER);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void importsOnOneMachineAndVerifiesOnAnother() throws Exception {
        Path one = Files.createDirectories(folder.resolve("one"));
        Path other = Files.createDirectories(folder.resolve("other"));
        try (var server = S3ProxyServer.start(S3PROXY, folder)) {
            server.makeBucket("models");
            var checkpoint = CHECKPOINTS.resolve("folder-fp16").toString();

            var imported = emi(server, one, Map.of(), "model", "import", checkpoint, "--name", "shared");
            var listed = emi(server, other, Map.of(), "model", "list");
            var verified = emi(server, other, Map.of(), "model", "verify", "shared");
            var again = emi(server, other, Map.of(), "model", "import", checkpoint, "--name", "shared");

            assertThat(imported.code()).as(imported.err()).isZero();
            assertThat(listed.out()).contains("shared/1");
            assertThat(verified.code()).as(verified.err()).isZero();
            assertThat(again.code()).isEqualTo(2);
            assertThat(again.err()).contains("choose another version");
        }
    }

    @Test
    void saysInOneLineWhatKeepsItFromABucket() throws Exception {
        try (var server = S3ProxyServer.start(S3PROXY, folder)) {
            server.makeBucket("models");

            var stranger = emi(server, folder, Map.of("AWS_SECRET_ACCESS_KEY", "not-this"), "model", "list");
            var nowhere = emi(server, folder, Map.of(), "model", "list", "--store", "s3://nowhere/live");
            var malformed = emi(server, folder, Map.of(), "model", "list", "--store", "s3://");

            assertThat(stranger.code()).isEqualTo(3);
            assertThat(stranger.err())
                    .hasLineCount(1)
                    .contains("HTTP 403")
                    .contains("AWS_SECRET_ACCESS_KEY")
                    .doesNotContain("not-this");
            assertThat(nowhere.code()).isEqualTo(3);
            assertThat(nowhere.err()).hasLineCount(1).contains("make the bucket first");
            assertThat(malformed.code()).isEqualTo(2);
            assertThat(malformed.err()).hasLineCount(1).contains("s3://bucket/prefix");
        }
    }

    private static EmiProcess emi(S3ProxyServer server, Path machine, Map<String, String> more, String... arguments)
            throws IOException, InterruptedException {
        var environment = new HashMap<>(Map.of(
                "EMI_STORE", "s3://models/live",
                "EMI_CACHE", machine.resolve("cache").toString(),
                "EMI_S3_ENDPOINT", server.url().toString(),
                "AWS_ACCESS_KEY_ID", S3ProxyServer.KEYS.id(),
                "AWS_SECRET_ACCESS_KEY", S3ProxyServer.KEYS.secret(),
                "AWS_SESSION_TOKEN", ""));
        environment.putAll(more);
        try (var emi = JavaProcess.emi(machine, environment, arguments)) {
            int code = emi.ended();
            return new EmiProcess(code, String.join("\n", emi.out()), String.join("\n", emi.err()));
        }
    }
}
