package io.emistream.app.role;

import io.emistream.model.bucket.BucketAccess;
import io.emistream.model.bucket.BucketAddress;
import io.emistream.model.bucket.BucketShelf;
import io.emistream.model.release.ReleaseStore;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a store of releases is: a folder, or a place in a bucket.
 *
 * @param text the folder, or {@code s3://bucket/prefix}
 */
public record StorePlace(String text) {
    private static final String BUCKETS = BucketAddress.SCHEME + ":";

    /** The store that holds a release's folder, {@code file:} or {@code s3:}. */
    static StorePlace of(URI release) {
        if ("file".equals(release.getScheme()))
            return new StorePlace(Path.of(release).resolve("../..").normalize().toString());
        if (BucketAddress.SCHEME.equals(release.getScheme()))
            return new StorePlace(release.toString().replaceFirst("[^/]+/[^/]+/?$", ""));
        throw new IllegalArgumentException("release at " + release + ": only file: and s3: locations are read");
    }

    /**
     * The store.
     *
     * @throws IllegalArgumentException when the text is no place in a bucket
     */
    public ReleaseStore open() {
        return bucket()
                ? new ReleaseStore(new BucketShelf(BucketAddress.parse(text), access(), cache()))
                : new ReleaseStore(Path.of(text));
    }

    /** A folder on this machine for what belongs to the store: the store itself, or the cache of a bucket. */
    public Path local() {
        return bucket() ? cache() : Path.of(text);
    }

    private boolean bucket() {
        return text.startsWith(BUCKETS);
    }

    private static Path cache() {
        return first("EMI_CACHE")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".emistream", "cache"));
    }

    /** Names are those of Amazon's tools; its library looks for credentials by itself. */
    private static BucketAccess access() {
        URI endpoint = first("EMI_S3_ENDPOINT", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
                .map(StorePlace::endpoint)
                .orElse(null);
        String region = first("AWS_REGION", "AWS_DEFAULT_REGION").orElse("us-east-1");
        return new BucketAccess(endpoint, region, null);
    }

    private static URI endpoint(String text) {
        if (!text.matches("https?://[^/@\\s]+/?"))
            throw new IllegalArgumentException(
                    "EMI_S3_ENDPOINT (or AWS_ENDPOINT_URL) is no address of a server; write http://HOST:PORT or https://HOST");
        return URI.create(text);
    }

    private static Optional<String> first(String... names) {
        return Stream.of(names)
                .map(System::getenv)
                .filter(Objects::nonNull)
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
