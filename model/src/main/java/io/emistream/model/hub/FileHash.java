package io.emistream.model.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Compares a file with the hash that the hub gives of it: SHA-256 of large files, git's SHA-1 of small ones. */
final class FileHash {
    private FileHash() {}

    /** Deletes and refuses what differs. */
    static void check(Path path, HubFile file) throws IOException {
        String found = file.sha256().isPresent() ? hash(digest("SHA-256"), path) : hash(git(Files.size(path)), path);
        String expected = file.sha256().or(file::gitSha1).orElseThrow();
        if (!found.equals(expected)) {
            Files.delete(path);
            throw new HubProblem("%s arrived with hash %s; the hub says %s: it was deleted, pull again"
                    .formatted(file.name(), found, expected));
        }
    }

    private static MessageDigest git(long length) {
        MessageDigest digest = digest("SHA-1");
        digest.update("blob %d\0".formatted(length).getBytes(StandardCharsets.US_ASCII));
        return digest;
    }

    private static String hash(MessageDigest digest, Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            var window = new byte[1 << 16];
            for (int read = in.read(window); read >= 0; read = in.read(window)) {
                digest.update(window, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
