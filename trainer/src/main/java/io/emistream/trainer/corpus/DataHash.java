package io.emistream.trainer.corpus;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * What a release says it learned from: SHA-256 over the output set, and over each clip's id, split, labels and audio file, clips
 * ordered by id and labels by name. The order of rows and the place of the folder do not count. Texts are UTF-8 after their
 * length in bytes, numbers are big-endian, labels binary32, and a file counts by its own SHA-256.
 */
public final class DataHash {
    private DataHash() {}

    /**
     * The hash, as 64 lower-case hexadecimal digits. Reads every audio file.
     *
     * @throws IOException when a file cannot be read any more
     */
    public static String of(Dataset data) throws IOException {
        var whole = sha256();
        var clips = data.clips().stream()
                .sorted(Comparator.comparing(ClipRecord::id))
                .toList();
        try (var out = new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), whole))) {
            text(data.outputSet(), out);
            out.writeInt(clips.size());
            for (var clip : clips) add(clip, out);
        }
        return HexFormat.of().formatHex(whole.digest());
    }

    private static void add(ClipRecord clip, DataOutputStream out) throws IOException {
        text(clip.id(), out);
        text(clip.split().name(), out);
        out.writeInt(clip.labels().size());
        for (var label : new TreeMap<>(clip.labels()).entrySet()) {
            text(label.getKey(), out);
            out.writeFloat(label.getValue());
        }
        out.write(audio(clip.audio()));
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] audio(Path file) throws IOException {
        var digest = sha256();
        var block = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int got = in.read(block); got >= 0; got = in.read(block)) digest.update(block, 0, got);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have; check the JDK", e);
        }
    }
}
