package io.emistream.audio;

import java.nio.ByteBuffer;

/**
 * How one uncompressed or companded sample becomes a float in [-1, 1].
 *
 * @param bytes per sample in the file, 1 to 8
 */
record SampleCode(String name, int bytes, Reader reader) {
    interface Reader {
        /** The sample at the index of the buffer, whose byte order is the file's. */
        float at(ByteBuffer buffer, int index);
    }

    private static final double INT_32 = 2147483648.0;

    /** Signed integers filling 1 to 8 bytes from the top, as WAV and AIFF keep them (20 bits lie in 3 bytes, low bits zero). */
    static SampleCode signed(int bytes, boolean bigEndian) {
        return new SampleCode("PCM " + 8 * bytes + "-bit", bytes, (buffer, index) -> {
            int top = 0;
            for (int i = 0; i < Math.min(4, bytes); i++)
                top |= (buffer.get(index + (bigEndian ? i : bytes - 1 - i)) & 0xff) << (24 - 8 * i);
            return (float) (top / INT_32);
        });
    }

    /** Of two bytes in the buffer's order: one read, where many live streams are decoded at once. */
    static SampleCode signed16() {
        return new SampleCode("PCM 16-bit", 2, (buffer, index) -> buffer.getShort(index) / 32_768f);
    }

    static SampleCode unsigned8() {
        return new SampleCode("PCM 8-bit", 1, (buffer, index) -> ((buffer.get(index) & 0xff) - 128) / 128f);
    }

    static SampleCode float32() {
        return new SampleCode("float 32-bit", 4, ByteBuffer::getFloat);
    }

    static SampleCode float64() {
        return new SampleCode("float 64-bit", 8, (buffer, index) -> (float) buffer.getDouble(index));
    }

    /** ITU-T G.711 µ-law. */
    static SampleCode muLaw() {
        return new SampleCode("µ-law", 1, (buffer, index) -> {
            int code = ~buffer.get(index) & 0xff;
            int magnitude = ((((code & 0x0f) << 3) + 132) << (code >> 4 & 7)) - 132;
            return ((code & 0x80) != 0 ? -magnitude : magnitude) / 32768f;
        });
    }

    /** ITU-T G.711 A-law. */
    static SampleCode aLaw() {
        return new SampleCode("A-law", 1, (buffer, index) -> {
            int code = (buffer.get(index) ^ 0x55) & 0xff;
            int exponent = code >> 4 & 7;
            int magnitude = ((code & 0x0f) << 4) + (exponent == 0 ? 8 : 264);
            if (exponent > 1) magnitude <<= exponent - 1;
            return ((code & 0x80) != 0 ? magnitude : -magnitude) / 32768f;
        });
    }
}
