package io.emistream.client;

import java.util.Locale;

/** How samples lie in bytes: little-endian, one channel. */
public enum Encoding {
    /** Signed 16-bit. */
    S16LE(2),
    /** IEEE 754 32-bit, nominally in [-1, 1]. */
    F32LE(4);

    private final int bytes;

    Encoding(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of a sample. */
    public int bytes() {
        return bytes;
    }

    /** As on the wire. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
