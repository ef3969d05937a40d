package io.emistream.model.bucket;

import io.emistream.model.ReleaseId;
import io.emistream.model.release.Checksum;
import io.emistream.model.release.Manifest;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.model.release.Shelf;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Releases in a bucket: {@code name/version/manifest.json}, and the other files in a folder beside it that is named after the manifest's hash, so that two
 * who publish at once never mix their files. Weights are copied to a cache by their hash before use. Any thread.
 */
public final class BucketShelf implements Shelf {
    private static final String SAFETENSORS = ".safetensors";
    private static final int SHORT_HASH = 16;

    private final Bucket bucket;
    private final BucketAddress address;
    private final Path cache;

    /** @param cache folder for copies of weights; may be emptied while nobody opens a release */
    public BucketShelf(BucketAddress address, BucketAccess access, Path cache) {
        this.bucket = new Bucket(address, access);
        this.address = address;
        this.cache = cache;
    }

    @Override
    public List<ReleaseId> ids() throws IOException {
        return bucket.keys().stream()
                .map(key -> key.split("/"))
                .filter(parts -> parts.length == 3 && parts[2].equals(MANIFEST))
                .map(parts -> new ReleaseId(parts[0], parts[1]))
                .toList();
    }

    @Override
    public Optional<byte[]> read(ReleaseId id, String file) throws IOException {
        Optional<byte[]> manifest = bucket.read(place(id) + MANIFEST);
        return file.equals(MANIFEST) || manifest.isEmpty() ? manifest : bucket.read(beside(id, manifest.get()) + file);
    }

    @Override
    public Optional<Path> weights(ReleaseId id, Manifest.WeightsFile weights, boolean anew) throws IOException {
        if (!weights.sha256().matches("[0-9a-f]{64}")) return Optional.empty();
        Path copy = Files.createDirectories(cache).resolve(weights.sha256() + SAFETENSORS);
        if (!anew && Files.isRegularFile(copy)) return Optional.of(copy);
        Optional<byte[]> manifest = bucket.read(place(id) + MANIFEST);
        return manifest.isPresent() && bucket.download(beside(id, manifest.get()) + weights.file(), copy)
                ? Optional.of(copy)
                : Optional.empty();
    }

    @Override
    public Path staging() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(cache), ".publishing-");
    }

    @Override
    public void put(ReleaseId id, Path staging) throws IOException, ReleaseRefused {
        byte[] manifest = Files.readAllBytes(staging.resolve(MANIFEST));
        List<Path> others = others(staging);
        for (Path file : others) bucket.write(beside(id, manifest) + file.getFileName(), file);
        boolean created = bucket.create(place(id) + MANIFEST, manifest);
        // also true after a request that was sent again because its answer was lost; and some servers overwrite all the
        // same
        boolean ours = bucket.read(place(id) + MANIFEST)
                .filter(stored -> Arrays.equals(stored, manifest))
                .isPresent();
        if (ours) return;
        for (Path file : others) bucket.delete(beside(id, manifest) + file.getFileName());
        throw new ReleaseRefused(
                id, created ? "another process published it at the same time" : "another process published it first");
    }

    @Override
    public URI location(ReleaseId id) {
        return address.at(place(id));
    }

    @Override
    public String toString() {
        return bucket.toString();
    }

    private static String place(ReleaseId id) {
        return id.name() + "/" + id.version() + "/";
    }

    private static String beside(ReleaseId id, byte[] manifest) {
        return place(id) + Checksum.of(manifest).substring(0, SHORT_HASH) + "/";
    }

    private static List<Path> others(Path staging) throws IOException {
        try (Stream<Path> files = Files.list(staging)) {
            return files.filter(file -> !file.endsWith(MANIFEST)).sorted().toList();
        }
    }
}
