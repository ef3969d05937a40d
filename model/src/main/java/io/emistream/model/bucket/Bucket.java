package io.emistream.model.bucket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects under a prefix of a bucket. Any thread. */
final class Bucket {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final int TAKEN = 412;
    private static final int CONFLICT = 409;

    private final S3Client client;
    private final BucketAddress address;
    private final BucketAccess access;

    Bucket(BucketAddress address, BucketAccess access) {
        this.address = address;
        this.access = access;
        // servers other than Amazon's know neither trailing checksums nor chunks that are signed one by one
        var builder = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE)
                        .build())
                .region(Region.of(access.region()))
                .credentialsProvider(credentials(access))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false));
        if (access.endpoint() != null)
            builder.endpointOverride(access.endpoint()).forcePathStyle(true);
        this.client = builder.build();
    }

    private static AwsCredentialsProvider credentials(BucketAccess access) {
        BucketAccess.Keys keys = access.keys();
        if (keys == null) return DefaultCredentialsProvider.builder().build();
        return StaticCredentialsProvider.create(
                keys.session() == null
                        ? AwsBasicCredentials.create(keys.id(), keys.secret())
                        : AwsSessionCredentials.create(keys.id(), keys.secret(), keys.session()));
    }

    /** Keys of all objects. */
    List<String> keys() throws IOException {
        try {
            return client
                    .listObjectsV2Paginator(ask -> ask.bucket(address.bucket()).prefix(address.prefix()))
                    .contents()
                    .stream()
                    .map(S3Object::key)
                    .map(key -> key.substring(address.prefix().length()))
                    .toList();
        } catch (SdkException e) {
            throw failed("listed", "", e);
        }
    }

    /** A small object. */
    Optional<byte[]> read(String key) throws IOException {
        try {
            return Optional.of(client.getObject(
                            ask -> ask.bucket(address.bucket()).key(address.prefix() + key),
                            ResponseTransformer.toBytes())
                    .asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw failed("read", key, e);
        }
    }

    /** Copies an object to a file, which appears whole; false when there is no such object. */
    boolean download(String key, Path file) throws IOException {
        Path part = file.resolveSibling(".part-" + UUID.randomUUID());
        try {
            client.getObject(
                    ask -> ask.bucket(address.bucket()).key(address.prefix() + key), ResponseTransformer.toFile(part));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        } catch (SdkException e) {
            throw failed("read", key, e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Writes an object. */
    void write(String key, Path file) throws IOException {
        try {
            client.putObject(
                    ask -> ask.bucket(address.bucket()).key(address.prefix() + key), RequestBody.fromFile(file));
        } catch (SdkException e) {
            throw failed("written", key, e);
        }
    }

    /** Writes an object unless there is one of that key; false when there is. */
    boolean create(String key, byte[] bytes) throws IOException {
        try {
            client.putObject(
                    ask -> ask.bucket(address.bucket())
                            .key(address.prefix() + key)
                            .ifNoneMatch("*"),
                    RequestBody.fromBytes(bytes));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == TAKEN || e.statusCode() == CONFLICT) return false;
            throw failed("written", key, e);
        } catch (SdkException e) {
            throw failed("written", key, e);
        }
    }

    /** Removes an object, if it is there. */
    void delete(String key) throws IOException {
        try {
            client.deleteObject(ask -> ask.bucket(address.bucket()).key(address.prefix() + key));
        } catch (SdkException e) {
            throw failed("removed", key, e);
        }
    }

    private IOException failed(String what, String key, SdkException e) {
        return new IOException(
                "%s%s cannot be %s at %s: %s".formatted(address, key, what, access.server(), BucketFault.say(e)), e);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
