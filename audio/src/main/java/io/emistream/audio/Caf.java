package io.emistream.audio;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Apple's Core Audio Format: PCM, float, A-law, µ-law. */
final class Caf {
    private static final int MOST_CHUNKS = 10_000;
    private static final int FLOAT = 1;
    private static final int LITTLE = 2;

    private Caf() {}

    static boolean matches(FileBytes file, long origin) throws IOException {
        return file.tag(origin).equals("caff");
    }

    static PcmSource open(FileBytes file, long origin) throws IOException {
        ByteBuffer description = null;
        long at = origin + 8;
        for (int i = 0; i < MOST_CHUNKS && at + 12 <= file.size(); i++) {
            var name = file.tag(at);
            long size = file.exactly(8, at + 4, BIG_ENDIAN).getLong();
            if (name.equals("desc")) description = file.exactly(32, at + 12, BIG_ENDIAN);
            // the sound begins after a count of edits; a size of -1 means up to the end
            if (name.equals("data")) return body(file, description, at + 16, size < 0 ? -1 : Math.max(0, size - 4));
            if (size < 0 || size > file.size()) break;
            at += 12 + size;
        }
        throw new BadAudio("CAF without a data chunk; it was cut short or its header is damaged");
    }

    private static PcmSource body(FileBytes file, @Nullable ByteBuffer description, long start, long length)
            throws IOException {
        if (description == null)
            throw new BadAudio("CAF whose data comes before its description; the header is damaged");
        long rate = Math.round(description.getDouble(0));
        var kind = new String(description.array(), 8, 4, StandardCharsets.ISO_8859_1);
        int flags = description.getInt(12);
        int stride = description.getInt(16);
        int channels = description.getInt(24);
        int bits = description.getInt(28);
        SourceFormat.checked("CAF", rate, channels, OptionalLong.empty());
        var code = code(kind, flags, bits);
        if (code == null) throw BadAudio.foreign("CAF with codec '" + kind + "', " + bits + " bits a sample");
        var order = (flags & LITTLE) != 0 ? LITTLE_ENDIAN : BIG_ENDIAN;
        return RawPcm.open(file, new RawPcm.Body("CAF", code, order, stride, start, length), rate, channels);
    }

    private static @Nullable SampleCode code(String kind, int flags, int bits) {
        return switch (kind) {
            case "lpcm" -> linear(flags, bits);
            case "alaw" -> SampleCode.aLaw();
            case "ulaw" -> SampleCode.muLaw();
            default -> null;
        };
    }

    private static @Nullable SampleCode linear(int flags, int bits) {
        if ((flags & FLOAT) != 0) return bits == 32 ? SampleCode.float32() : bits == 64 ? SampleCode.float64() : null;
        return bits < 8 || bits > 64 || bits % 8 != 0 ? null : SampleCode.signed(bits / 8, (flags & LITTLE) == 0);
    }
}
