package io.emistream.audio;

/** How one block of compressed samples becomes floats in [-1, 1]. One thread; may remember the block before. */
interface BlockCode {
    /** For people: "IMA ADPCM". */
    String name();

    /** Bytes in a block. */
    int bytes();

    /** Frames in a block. */
    int frames();

    /** The frames of a whole block, interleaved. */
    float[] decode(byte[] block);
}
