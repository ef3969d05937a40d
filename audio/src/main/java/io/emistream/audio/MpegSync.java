package io.emistream.audio;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Finds MPEG audio by two frame headers that agree; eleven set bits alone also occur in other files. */
final class MpegSync {
    private static final int SEARCHED = 1 << 16;
    private static final int[][] KBITS_1 = {
        {}, // layer III, II, I of MPEG-1
        {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
        {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448}
    };
    private static final int[] KBITS_2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    private static final int[] KBITS_2_LAYER_1 = {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256};
    private static final int[] RATES = {44_100, 48_000, 32_000};

    private MpegSync() {}

    /** Position of the first frame within the first 64 KB, -1 if there is none. */
    static long first(FileBytes file, long origin) throws IOException {
        var bytes = ByteBuffer.wrap(file.upTo(SEARCHED, origin));
        for (int at = 0; at + 4 <= bytes.capacity(); at++) {
            int length = frameBytes(bytes.getInt(at));
            if (length == 0) continue;
            int next = at + length;
            // the only frame of a file ends where the file does
            if (origin + next == file.size()) return origin + at;
            if (next + 4 <= bytes.capacity() && sameStream(bytes.getInt(at), bytes.getInt(next))) return origin + at;
        }
        return -1;
    }

    private static boolean sameStream(int header, int next) {
        int fixed = 0xfffe0c00; // sync, version, layer, sampling rate
        return frameBytes(next) > 0 && (header & fixed) == (next & fixed);
    }

    /** Length of the frame that this header begins, 0 if it is no header. */
    static int frameBytes(int header) {
        int version = header >>> 19 & 3; // 0: 2.5, 2: 2, 3: 1
        int layer = header >>> 17 & 3; // 1: III, 2: II, 3: I
        int bitrate = header >>> 12 & 15;
        int rate = header >>> 10 & 3;
        if (header >>> 21 != 0x7ff || version == 1 || layer == 0 || rate == 3 || bitrate == 0 || bitrate == 15)
            return 0;
        int kbits = version == 3 ? KBITS_1[layer][bitrate] : layer == 3 ? KBITS_2_LAYER_1[bitrate] : KBITS_2[bitrate];
        int hertz = RATES[rate] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
        int padding = header >>> 9 & 1;
        if (layer == 3) return (12_000 * kbits / hertz + padding) * 4;
        return (layer == 1 && version != 3 ? 72_000 : 144_000) * kbits / hertz + padding;
    }
}
