package io.emistream.audio;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Decoded audio at its own rate and channel count; one thread. Decoders implement it. */
interface PcmSource extends Closeable {

    SourceFormat format();

    /**
     * The next frames, interleaved, nominally in [-1, 1].
     *
     * @return how many frames were written from the start of the buffer; -1 at the end
     * @throws IOException when the bytes cannot be decoded any further
     */
    int read(float[] interleaved) throws IOException;

    /** What was odd so far (cut short, damaged frames), one line each; complete after the end. */
    List<String> remarks();
}
