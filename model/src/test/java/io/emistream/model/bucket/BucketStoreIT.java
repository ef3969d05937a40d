package io.emistream.model.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.model.ReleaseId;
import io.emistream.model.network.Architecture;
import io.emistream.model.release.KnownAnswer;
import io.emistream.model.release.Manifest;
import io.emistream.model.release.Release;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.model.release.ReleaseStore;
import io.emistream.model.release.TinyRelease;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class BucketStoreIT {
    private static final Architecture TINY = TinyRelease.architecture(16, 2, 2);
    private static final KnownAnswer ANSWER =
            new KnownAnswer("ZEROS", "one second of zeros", "me", 1e-4, Map.of("affect/arousal", 0.5));
    private static final ReleaseId ONE = new ReleaseId("tiny", "1");
    private static final String BUCKET = "models";

    @TempDir
    static Path serverFolder;

    @SuppressWarnings("NullAway.Init")
    private static S3ProxyServer server;

    @TempDir
    Path cache;

    private String prefix = "";

    @BeforeAll
    static void startServer() throws IOException {
        server = S3ProxyServer.start(S3ProxyServer.JAR_FOLDER, serverFolder);
        server.makeBucket(BUCKET);
    }

    @AfterAll
    static void stopServer() throws InterruptedException {
        server.close();
    }

    @BeforeEach
    void ownPrefix(TestInfo test) {
        prefix = test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void opensOnAnotherMachineWhatItPublished() throws Exception {
        WeightSource weights = weights(3);
        Manifest stored = store().publish(manifest("1", TinyRelease.CREATED), weights, List.of(ANSWER));

        var elsewhere = store(cache.resolve("elsewhere"), server.url(), S3ProxyServer.KEYS, BUCKET);
        try (Release release = elsewhere.open(ONE)) {
            assertThat(release.manifest()).isEqualTo(stored);
            for (String name : weights.shapes().keySet()) {
                assertThat(release.weights().read(name)).isEqualTo(weights.read(name));
            }
        }
        assertThat(elsewhere.answers(ONE)).containsExactly(ANSWER);
        assertThat(elsewhere.location(ONE))
                .isEqualTo(URI.create("s3://models/opensOnAnotherMachineWhatItPublished/tiny/1/"));
        assertThat(elsewhere.manifestHash(ONE)).matches("[0-9a-f]{64}");
        assertThat(elsewhere.size(ONE)).isGreaterThan(stored.weights().bytes());
    }

    @Test
    void listsReleasesAndFindsTheNewest() throws Exception {
        store().publish(manifest("9", "2026-01-02T00:00:00Z"), weights(1));
        store().publish(manifest("10", "2026-01-03T00:00:00Z"), weights(1));

        assertThat(store().list()).containsExactly(new ReleaseId("tiny", "10"), new ReleaseId("tiny", "9"));
        assertThat(store().newest("tiny")).contains(new ReleaseId("tiny", "10"));
        assertThat(store().answers(new ReleaseId("tiny", "9"))).isEmpty();
    }

    @Test
    void neverChangesAPublishedRelease() throws Exception {
        store().publish(manifest("1", TinyRelease.CREATED), weights(1));

        assertThatThrownBy(() -> store().publish(manifest("1", "2026-01-02T00:00:00Z"), weights(2)))
                .isInstanceOf(ReleaseRefused.class)
                .hasMessageContaining("choose another version");
    }

    @Test
    void letsOneOfManyWinWhoPublishAtOnce() throws Exception {
        int publishers = 4;
        var barrier = new CyclicBarrier(publishers);
        var tries = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < publishers; i++) {
            int seed = i;
            var shelf = new StartsTogether(shelf(cache.resolve("publisher-" + i)), barrier);
            tries.add(() -> published(new ReleaseStore(shelf), seed));
        }
        var threads = Executors.newFixedThreadPool(publishers);
        int won = 0;
        try {
            for (Future<Boolean> one : threads.invokeAll(tries)) if (one.get()) won++;
        } finally {
            threads.shutdownNow();
        }

        assertThat(won).isEqualTo(1);
        try (Release release = store().open(ONE)) {
            int seed = (int) Instant.parse(release.manifest().created()).getEpochSecond();
            for (String name : release.weights().shapes().keySet())
                assertThat(release.weights().read(name)).isEqualTo(weights(seed).read(name));
        }
        assertThat(objects()).hasSize(2);
    }

    @Test
    void hidesAReleaseWhosePublisherDiedBeforeTheManifest() throws Exception {
        Path staging = Files.createDirectories(cache.resolve("staging"));
        Path weights = Files.writeString(staging.resolve("model.safetensors"), "half a release");
        new Bucket(address(), access(server.url(), S3ProxyServer.KEYS)).write("tiny/1/0123456789abcdef/x", weights);

        assertThat(store().list()).isEmpty();
        assertThatThrownBy(() -> store().open(ONE)).hasMessageContaining("there is no such release in s3://models/");
        store().publish(manifest("1", TinyRelease.CREATED), weights(1));
        store().open(ONE).close();
    }

    @Test
    void copiesWeightsAgainWhenTheCacheWasDamaged() throws Exception {
        Manifest stored = store().publish(manifest("1", TinyRelease.CREATED), weights(1));
        store().open(ONE).close();
        Path copy = cache.resolve(stored.weights().sha256() + ".safetensors");
        Files.writeString(copy, "cut");

        store().open(ONE).close();

        assertThat(copy).hasSize(stored.weights().bytes());
    }

    @Test
    void refusesWeightsThatChangedInTheBucket() throws Exception {
        store().publish(manifest("1", TinyRelease.CREATED), weights(1));
        Path object = objects().stream()
                .filter(file -> file.endsWith("model.safetensors"))
                .findFirst()
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(object);
        bytes[bytes.length - 1] ^= 1;
        Files.write(object, bytes);

        assertThatThrownBy(() -> store().open(ONE))
                .isInstanceOf(ReleaseRefused.class)
                .hasMessageContaining("SHA-256");
    }

    @Test
    void saysWhatToDoWhenKeysAreWrongOrTheBucketOrServerIsNotThere() {
        var wrong = new BucketAccess.Keys("test-id", "wrong-secret", null);

        assertThatThrownBy(() -> store(cache, server.url(), wrong, BUCKET).list())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("HTTP 403")
                .hasMessageContaining("AWS_ACCESS_KEY_ID")
                .hasMessageNotContaining("wrong-secret");
        assertThatThrownBy(() -> store(cache, server.url(), S3ProxyServer.KEYS, "nowhere")
                        .list())
                .hasMessageContaining("make the bucket first");
        assertThatThrownBy(() -> store(cache, URI.create("http://127.0.0.1:1"), S3ProxyServer.KEYS, BUCKET)
                        .list())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is the server there");
    }

    private static boolean published(ReleaseStore store, int seed) throws IOException {
        try {
            String created = Instant.ofEpochSecond(seed).toString(); // tells whose manifest it is
            store.publish(manifest("1", created), weights(seed));
            return true;
        } catch (ReleaseRefused e) {
            return false;
        }
    }

    private List<Path> objects() throws IOException {
        try (var files = Files.walk(server.object(BUCKET, prefix))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private ReleaseStore store() {
        return new ReleaseStore(shelf(cache));
    }

    private BucketShelf shelf(Path folder) {
        return new BucketShelf(address(), access(server.url(), S3ProxyServer.KEYS), folder);
    }

    private BucketAddress address() {
        return BucketAddress.parse("s3://" + BUCKET + "/" + prefix);
    }

    private ReleaseStore store(Path folder, URI url, BucketAccess.Keys keys, String bucket) {
        var address = BucketAddress.parse("s3://" + bucket + "/" + prefix);
        return new ReleaseStore(new BucketShelf(address, access(url, keys), folder));
    }

    private static BucketAccess access(URI url, BucketAccess.Keys keys) {
        return new BucketAccess(url, "us-east-1", keys);
    }

    private static WeightSource weights(int seed) {
        return TinyRelease.weights(TINY, seed);
    }

    private static Manifest manifest(String version, String created) {
        return TinyRelease.draft(new ReleaseId("tiny", version), TINY, "test-v1", TinyRelease.LABELS, created);
    }
}
