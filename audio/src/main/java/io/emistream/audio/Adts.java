package io.emistream.audio;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** AAC without a container: frames that each begin with a header of their own. Not thread-safe. */
final class Adts implements Aac.Frames {
    private static final int HEADER = 7;

    private final FileBytes file;
    private long position;

    private Adts(FileBytes file, long position) {
        this.file = file;
        this.position = position;
    }

    /** Two headers that agree; one alone also occurs in other files. */
    static boolean matches(FileBytes file, long origin) throws IOException {
        var first = file.upTo(HEADER, origin);
        int length = length(first);
        if (length == 0) return false;
        if (origin + length == file.size()) return true;
        var second = file.upTo(HEADER, origin + length);
        return length(second) > 0 && second[2] >> 2 == first[2] >> 2;
    }

    static PcmSource open(FileBytes file, long origin) throws IOException {
        var head = file.upTo(HEADER, origin);
        int profile = (head[2] >> 6 & 3) + 1;
        int rate = head[2] >> 2 & 15;
        int channels = (head[2] & 1) << 2 | head[3] >> 6 & 3;
        int config = profile << 11 | rate << 7 | channels << 3;
        return Aac.open("ADTS", new byte[] {(byte) (config >> 8), (byte) config}, new Adts(file, origin), Aac.Span.ALL);
    }

    /** Bytes of the frame that this header begins, 0 if it is no header. */
    private static int length(byte[] head) {
        if (head.length < HEADER || head[0] != -1 || (head[1] & 0xf6) != 0xf0 || (head[2] >> 2 & 15) > 12) return 0;
        int length = (head[3] & 3) << 11 | (head[4] & 0xff) << 3 | head[5] >> 5 & 7;
        return length > HEADER ? length : 0;
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        var head = file.upTo(HEADER, position);
        if (head.length < HEADER) return null;
        int length = length(head);
        if (length == 0) throw new BadAudio("AAC that breaks off at byte " + position);
        var frame = file.upTo(length, position);
        if (frame.length < length) throw new BadAudio("cut short inside its last frame");
        position += length;
        boolean checked = (head[1] & 1) == 0;
        return Arrays.copyOfRange(frame, Math.min(length, checked ? HEADER + 2 : HEADER), length);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
