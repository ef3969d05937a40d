package io.emistream.audio;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/** The head of a FLAC stream without its pictures, tags and tables, which jFLAC would take memory for as their headers claim. */
final class FlacHeader {
    private static final int MAGIC = 4;
    private static final int BLOCK_HEADER = 4;
    private static final int STREAM_INFO = 34;
    private static final int LAST = 0x80;
    private static final int MOST_BLOCKS = 10_000;

    private FlacHeader() {}

    /** The same stream with the first STREAMINFO block as its only metadata. */
    static InputStream alone(InputStream stream) throws IOException {
        var head = Arrays.copyOf(exactly(stream, MAGIC), MAGIC + BLOCK_HEADER + STREAM_INFO);
        boolean found = false;
        for (int i = 0; i < MOST_BLOCKS; i++) {
            var block = exactly(stream, BLOCK_HEADER);
            int length = (block[1] & 0xff) << 16 | (block[2] & 0xff) << 8 | block[3] & 0xff;
            if ((block[0] & 0x7f) == 0) {
                if (found || length < STREAM_INFO)
                    throw new BadAudio("FLAC with a second or a short STREAMINFO block; the file is damaged");
                System.arraycopy(exactly(stream, STREAM_INFO), 0, head, MAGIC + BLOCK_HEADER, STREAM_INFO);
                length -= STREAM_INFO;
                found = true;
            }
            stream.skipNBytes(length);
            if ((block[0] & LAST) != 0) break;
        }
        if (!found) throw new BadAudio("FLAC without a STREAMINFO block; the file is damaged");
        head[MAGIC] = (byte) LAST;
        head[MAGIC + BLOCK_HEADER - 1] = STREAM_INFO;
        return new SequenceInputStream(new ByteArrayInputStream(head), stream);
    }

    private static byte[] exactly(InputStream stream, int length) throws IOException {
        var bytes = stream.readNBytes(length);
        if (bytes.length < length) throw new EOFException("the stream ends inside its metadata");
        return bytes;
    }
}
