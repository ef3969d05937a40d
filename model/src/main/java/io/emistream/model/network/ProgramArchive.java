package io.emistream.model.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Wraps a program as the smallest archive that libtorch loads as a module: four stored zip entries and no weights. */
public final class ProgramArchive {
    /** Pickle, protocol 2: an instance of {@code __torch__.Fusion} whose attributes are an empty dictionary and an empty list. */
    private static final byte[] MODULE =
            "\u0080\u0002c__torch__\nFusion\n)\u0081}(X\u0006\0\0\0packed}X\u0005\0\0\0cells]ub."
                    .getBytes(StandardCharsets.ISO_8859_1);

    /** Pickle, protocol 2: an empty tuple. */
    private static final byte[] NO_CONSTANTS = "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1);

    private ProgramArchive() {}

    /** The archive's bytes; the same for the same program. */
    public static byte[] of(Program program) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            store(zip, "fusion/data.pkl", MODULE);
            store(zip, "fusion/constants.pkl", NO_CONSTANTS);
            store(zip, "fusion/code/__torch__.py", program.text().getBytes(StandardCharsets.UTF_8));
            store(zip, "fusion/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("an archive in memory could not be written", e);
        }
        return bytes.toByteArray();
    }

    /** Libtorch reads stored entries only; a stored entry must name its length and checksum beforehand. */
    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var checksum = new CRC32();
        checksum.update(content);
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
