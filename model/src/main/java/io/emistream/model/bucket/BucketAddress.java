package io.emistream.model.bucket;

import java.net.URI;

/**
 * A place in an object store, {@code s3://bucket/prefix}.
 *
 * @param bucket its name
 * @param prefix of all keys; empty, or ending in a slash
 */
public record BucketAddress(String bucket, String prefix) {
    /** The scheme of such addresses. */
    public static final String SCHEME = "s3";

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    public static BucketAddress parse(String text) {
        String rest = text.startsWith(SCHEME + "://") ? text.substring(SCHEME.length() + 3) : "";
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        String prefix = slash < 0 ? "" : rest.substring(slash + 1).replaceAll("/+$", "");
        if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]") || !prefix.matches("[A-Za-z0-9._/-]*"))
            throw new IllegalArgumentException(
                    "%s is no place in a bucket; write s3://bucket or s3://bucket/prefix, the prefix of letters, digits, . _ - and /"
                            .formatted(text));
        return new BucketAddress(bucket, prefix.isEmpty() ? "" : prefix + "/");
    }

    /** The place of a key under this one. */
    URI at(String key) {
        return URI.create(this + key);
    }

    @Override
    public String toString() {
        return SCHEME + "://" + bucket + "/" + prefix;
    }
}
