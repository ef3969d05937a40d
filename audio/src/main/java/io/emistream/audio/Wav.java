package io.emistream.audio;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** WAV: RIFF, big-endian RIFX, RF64 and BW64; PCM, float, A-law, µ-law, and these inside WAVE_FORMAT_EXTENSIBLE; ADPCM of IMA and Microsoft, GSM 6.10. */
final class Wav {
    private static final int MOST_CHUNKS = 10_000;
    private static final long UNKNOWN = 0xffff_ffffL;

    private final FileBytes file;
    private final ByteOrder order;
    private final long origin;
    private long frames = -1;

    private Wav(FileBytes file, long origin) throws IOException {
        this.file = file;
        this.origin = origin;
        this.order = file.tag(origin).equals("RIFX") ? BIG_ENDIAN : LITTLE_ENDIAN;
    }

    static boolean matches(FileBytes file, long origin) throws IOException {
        var tag = file.tag(origin);
        return (tag.equals("RIFF") || tag.equals("RIFX") || tag.equals("RF64") || tag.equals("BW64"))
                && file.tag(origin + 8).equals("WAVE");
    }

    static PcmSource open(FileBytes file, long origin) throws IOException {
        return new Wav(file, origin).open();
    }

    private PcmSource open() throws IOException {
        ByteBuffer format = null;
        long longSize = -1;
        long at = origin + 12;
        for (int i = 0; i < MOST_CHUNKS && at + 8 <= file.size(); i++) {
            // some writers leave a stray zero between chunks; no chunk's name begins with one
            if (file.upTo(1, at)[0] == 0) {
                at++;
                continue;
            }
            var name = file.tag(at);
            long size = file.exactly(4, at + 4, order).getInt() & UNKNOWN;
            if (name.equals("ds64")) longSize = file.exactly(16, at + 8, order).getLong(8);
            if (name.equals("fact") && size >= 4)
                frames = file.exactly(4, at + 8, order).getInt() & UNKNOWN;
            if (name.equals("fmt ")) format = file.exactly((int) Math.min(size, 40), at + 8, order);
            if (name.equals("data")) return body(format, at + 8, size == UNKNOWN ? longSize : size);
            at += 8 + size + pad(size, at + 8 + size);
        }
        throw new BadAudio("WAV without a " + (format == null ? "format" : "data") + " chunk; the header is damaged");
    }

    /** Odd chunks are followed by one byte, which some writers forget: then the next chunk's name stands there. */
    private long pad(long size, long end) throws IOException {
        if (size % 2 == 0) return 0;
        return isName(file.tag(end)) && !isName(file.tag(end + 1)) ? 0 : 1;
    }

    private static boolean isName(String tag) {
        return tag.matches("[A-Za-z]{3}[A-Za-z0-9 ]");
    }

    private PcmSource body(@Nullable ByteBuffer format, long start, long length) throws IOException {
        if (format == null) throw new BadAudio("WAV whose data comes before its format; the header is damaged");
        if (format.capacity() < 16)
            throw new BadAudio("WAV with a format chunk of " + format.capacity() + " bytes, 16 are needed");
        int tag = format.getShort(0) & 0xffff;
        int channels = format.getShort(2) & 0xffff;
        long rate = format.getInt(4) & UNKNOWN;
        int align = format.getShort(12) & 0xffff;
        int bits = format.getShort(14) & 0xffff;
        if (tag == 0xfffe && format.capacity() >= 28) tag = format.getInt(24) & 0xffff;
        if (bits == 0 && format.capacity() >= 28) bits = format.getShort(18) & 0xffff;
        SourceFormat.checked("WAV", rate, channels, OptionalLong.empty());
        var blocks = blocks(tag, channels, align);
        if (blocks != null) return BlockPcm.open(file, blocks, rate, channels, start, length, frames);
        int width = align >= channels && align % channels == 0 ? align / channels : (bits + 7) / 8;
        var code = code(tag, bits, width);
        return RawPcm.open(file, new RawPcm.Body("WAV", code, order, width * channels, start, length), rate, channels);
    }

    private SampleCode code(int tag, int bits, int width) throws BadAudio {
        if (tag == 1 && width == 1 && bits <= 8) return SampleCode.unsigned8();
        if (tag == 1 && width >= 2 && width <= 8) return SampleCode.signed(width, order == BIG_ENDIAN);
        if (tag == 3 && width == 4) return SampleCode.float32();
        if (tag == 3 && width == 8) return SampleCode.float64();
        if (tag == 6 && width == 1) return SampleCode.aLaw();
        if (tag == 7 && width == 1) return SampleCode.muLaw();
        throw BadAudio.foreign("WAV with " + codec(tag) + ", " + bits + " bits a sample");
    }

    private static @Nullable BlockCode blocks(int tag, int channels, int align) {
        if (tag == 2) return new MicrosoftAdpcm(channels, align);
        if (tag == 0x11) return new ImaAdpcm(channels, align);
        return tag == 0x31 && channels == 1 ? new Gsm() : null;
    }

    private static String codec(int tag) {
        return switch (tag) {
            case 1 -> "PCM";
            case 3 -> "float";
            case 0x31 -> "GSM 6.10 of several channels";
            case 0x55 -> "MP3 inside";
            default -> "codec 0x" + Integer.toHexString(tag);
        };
    }
}
