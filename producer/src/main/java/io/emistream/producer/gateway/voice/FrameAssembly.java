package io.emistream.producer.gateway.voice;

import io.emistream.audio.SampleEncoding;
import java.nio.ByteBuffer;

/** Whole samples from frames that may be cut anywhere, also within a sample. One thread. */
final class FrameAssembly {
    private final SampleEncoding encoding;
    private byte[] begun = {};

    FrameAssembly(SampleEncoding encoding) {
        this.encoding = encoding;
    }

    /** The samples that the frame completes; the beginning of one more is kept. */
    float[] add(ByteBuffer frame) {
        if (begun.length == 0 && frame.remaining() % encoding.bytes() == 0) return encoding.decode(frame);
        var bytes = ByteBuffer.allocate(begun.length + frame.remaining());
        bytes.put(begun).put(frame.duplicate()).flip();
        var samples = encoding.decode(bytes);
        bytes.position(samples.length * encoding.bytes());
        begun = new byte[bytes.remaining()];
        bytes.get(begun);
        return samples;
    }

    /** Drops the beginning of a sample: the client sends it again from its first byte. */
    void forget() {
        begun = new byte[0];
    }
}
