package io.emistream.audio;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.io.IOException;
import java.util.OptionalLong;

/** Sun AU: PCM of 8 to 32 bits, float, A-law, µ-law. */
final class Au {
    private static final long UNKNOWN = 0xffff_ffffL;

    private Au() {}

    static boolean matches(FileBytes file, long origin) throws IOException {
        return file.tag(origin).equals(".snd");
    }

    static PcmSource open(FileBytes file, long origin) throws IOException {
        var header = file.exactly(24, origin, BIG_ENDIAN);
        long start = origin + (header.getInt(4) & UNKNOWN);
        long size = header.getInt(8) & UNKNOWN;
        long channels = Math.min(Integer.MAX_VALUE, header.getInt(20) & UNKNOWN);
        long rate = header.getInt(16) & UNKNOWN;
        SourceFormat.checked("AU", rate, (int) channels, OptionalLong.empty());
        var code = code(header.getInt(12));
        var body = new RawPcm.Body(
                "AU", code, BIG_ENDIAN, code.bytes() * (int) channels, start, size == UNKNOWN ? -1 : size);
        return RawPcm.open(file, body, rate, (int) channels);
    }

    private static SampleCode code(int encoding) throws BadAudio {
        return switch (encoding) {
            case 1 -> SampleCode.muLaw();
            case 2, 3, 4, 5 -> SampleCode.signed(encoding - 1, true);
            case 6 -> SampleCode.float32();
            case 7 -> SampleCode.float64();
            case 27 -> SampleCode.aLaw();
            default -> throw BadAudio.foreign("AU with encoding " + encoding);
        };
    }
}
