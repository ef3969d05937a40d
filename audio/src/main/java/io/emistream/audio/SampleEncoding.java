package io.emistream.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How the samples of a raw live stream lie in its bytes: one channel, one sample after another. */
public enum SampleEncoding {
    /** Signed 16-bit, little-endian. */
    S16LE(SampleCode.signed16()),
    /** IEEE 754 32-bit, little-endian, nominally in [-1, 1]. */
    F32LE(SampleCode.float32()),
    /** ITU-T G.711 µ-law, 8 bits. */
    MULAW(SampleCode.muLaw());

    @SuppressWarnings("ImmutableEnumChecker") // a record of a name, a number and a pure function
    private final SampleCode code;

    SampleEncoding(SampleCode code) {
        this.code = code;
    }

    /** Bytes of a sample. */
    public int bytes() {
        return code.bytes();
    }

    /**
     * The whole samples in what remains of the buffer, nominally in [-1, 1]; one that is no finite number counts as 0. The buffer's position stays.
     */
    public float[] decode(ByteBuffer buffer) {
        var bytes = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
        var samples = new float[bytes.remaining() / bytes()];
        for (int i = 0; i < samples.length; i++) {
            float sample = code.reader().at(bytes, i * bytes());
            samples[i] = Float.isFinite(sample) ? sample : 0;
        }
        return samples;
    }
}
