package io.emistream.audio;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** AIFF and AIFF-C: big- and little-endian PCM, float, A-law, µ-law. */
final class Aiff {
    private static final int MOST_CHUNKS = 10_000;
    private static final long UNSIGNED = 0xffff_ffffL;

    private Aiff() {}

    static boolean matches(FileBytes file, long origin) throws IOException {
        var kind = file.tag(origin + 8);
        return file.tag(origin).equals("FORM") && (kind.equals("AIFF") || kind.equals("AIFC"));
    }

    static PcmSource open(FileBytes file, long origin) throws IOException {
        ByteBuffer common = null;
        long sound = -1;
        long length = 0;
        long at = origin + 12;
        for (int i = 0; i < MOST_CHUNKS && at + 8 <= file.size(); i++) {
            var name = file.tag(at);
            long size = file.exactly(4, at + 4, BIG_ENDIAN).getInt() & UNSIGNED;
            if (name.equals("COMM")) common = file.exactly((int) Math.min(size, 22), at + 8, BIG_ENDIAN);
            if (name.equals("SSND")) {
                long offset = file.exactly(4, at + 8, BIG_ENDIAN).getInt() & UNSIGNED;
                sound = at + 16 + offset;
                length = Math.max(0, size - 8 - offset);
            }
            at += 8 + size + (size & 1);
        }
        if (common == null || common.capacity() < 18)
            throw new BadAudio("AIFF without a whole COMM chunk; the header is damaged");
        if (sound < 0) throw new BadAudio("AIFF that holds no sound (no SSND chunk); record it again");
        return body(file, common, sound, length);
    }

    private static PcmSource body(FileBytes file, ByteBuffer common, long start, long length) throws IOException {
        int channels = common.getShort(0) & 0xffff;
        int width = ((common.getShort(6) & 0xffff) + 7) / 8;
        long rate = extended(common);
        var kind = common.capacity() < 22 ? "NONE" : new String(common.array(), 18, 4, StandardCharsets.ISO_8859_1);
        var code = code(kind, width);
        if (code == null) throw BadAudio.foreign("AIFF with codec '" + kind + "', " + 8 * width + " bits a sample");
        ByteOrder order = kind.equals("sowt") ? LITTLE_ENDIAN : BIG_ENDIAN;
        var body = new RawPcm.Body("AIFF", code, order, code.bytes() * channels, start, length);
        return RawPcm.open(file, body, rate, channels);
    }

    private static @Nullable SampleCode code(String kind, int width) {
        return switch (kind) {
            case "NONE", "twos", "in24", "in32" -> width < 1 || width > 8 ? null : SampleCode.signed(width, true);
            case "sowt" -> width < 1 || width > 8 ? null : SampleCode.signed(width, false);
            case "raw " -> SampleCode.unsigned8();
            case "fl32", "FL32" -> SampleCode.float32();
            case "fl64", "FL64" -> SampleCode.float64();
            case "alaw", "ALAW" -> SampleCode.aLaw();
            case "ulaw", "ULAW" -> SampleCode.muLaw();
            default -> null;
        };
    }

    /** The 80-bit float of the COMM chunk; sample rates fit a long. */
    private static long extended(ByteBuffer common) {
        int exponent = (common.getShort(8) & 0x7fff) - 16_383;
        long mantissa = common.getLong(10);
        return exponent < 0 || exponent > 62 ? 0 : mantissa >>> (63 - exponent);
    }
}
