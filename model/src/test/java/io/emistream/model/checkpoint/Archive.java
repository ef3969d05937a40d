package io.emistream.model.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Checkpoints as bytes: zip archives of stored entries, as PyTorch writes them, and what can be wrong with one. */
final class Archive {
    private static final int CENTRAL = 0x02014b50;

    private Archive() {}

    static byte[] of(byte[] pickle, Map<String, byte[]> others) {
        return of(ZipEntry.STORED, pickle, others);
    }

    static byte[] of(int method, byte[] pickle, Map<String, byte[]> others) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            put(zip, method, "archive/data.pkl", pickle);
            for (var other : others.entrySet()) {
                put(zip, method, other.getKey(), other.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, int method, String name, byte[] content) throws IOException {
        var entry = new ZipEntry(name);
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
            var checksum = new CRC32();
            checksum.update(content);
            entry.setSize(content.length);
            entry.setCrc(checksum.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** The same archive with a field of an entry's central record overwritten: 20 compressed size, 24 size, 42 place of its local record. */
    static byte[] patched(byte[] archive, String name, int field, int value) {
        var bytes = ByteBuffer.wrap(archive.clone()).order(ByteOrder.LITTLE_ENDIAN);
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at + 46 + wanted.length <= archive.length; at++) {
            if (bytes.getInt(at) == CENTRAL
                    && new String(archive, at + 46, wanted.length, StandardCharsets.UTF_8).equals(name)) {
                bytes.putInt(at + field, value);
                return bytes.array();
            }
        }
        throw new IllegalArgumentException("no entry " + name);
    }

    /** The same archive with every occurrence of one name replaced by another of its length. */
    static byte[] renamed(byte[] archive, String from, String to) {
        return new String(archive, StandardCharsets.ISO_8859_1)
                .replace(from, to)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
