package io.emistream.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the first frame of many MP3 files says of the rest: it holds no audio itself, and its encoder may say how many samples
 * were put before and after the recording.
 *
 * @param start position of the first frame with audio
 * @param skip decoded frames before the recording's first, 0 where the encoder does not say
 * @param length of the recording in frames; -1 where the encoder does not say
 */
record GaplessTag(long start, int skip, long length) {
    private static final int SEARCHED = 256;
    /** The delay of every decoder of layer III. */
    private static final int DECODER = 529;

    static GaplessTag read(FileBytes file, long firstFrame) throws IOException {
        var none = new GaplessTag(firstFrame, 0, -1);
        var frame = ByteBuffer.wrap(file.upTo(SEARCHED, firstFrame));
        int header = frame.capacity() < 4 ? 0 : frame.getInt(0);
        boolean mpeg1 = (header >>> 19 & 3) == 3;
        boolean mono = (header >>> 6 & 3) == 3;
        int at = mpeg1 ? (mono ? 21 : 36) : (mono ? 13 : 21);
        if (frame.capacity() < SEARCHED || !isTag(frame, at)) return none;
        long start = firstFrame + MpegSync.frameBytes(header);
        int flags = frame.getInt(at + 4);
        long frames = (flags & 1) != 0 ? frame.getInt(at + 8) & 0xffff_ffffL : -1;
        int encoder = at + 8 + 4 * (flags & 1) + 2 * (flags & 2) + 25 * (flags & 4) + (flags & 8) / 2;
        int delay = (frame.getShort(encoder + 21) & 0xffff) >> 4;
        int padding = frame.getShort(encoder + 22) & 0xfff;
        if (frame.get(encoder) == 0 || frames <= 0) return new GaplessTag(start, 0, -1);
        long length = frames * (mpeg1 ? 1152 : 576) - delay - padding;
        return length <= 0 ? new GaplessTag(start, 0, -1) : new GaplessTag(start, delay + DECODER, length);
    }

    private static boolean isTag(ByteBuffer frame, int at) {
        var name = new String(frame.array(), at, 4, StandardCharsets.ISO_8859_1);
        return name.equals("Xing") || name.equals("Info");
    }
}
