package io.emistream.app.features;

/** How finely recordings are described. */
enum Level {
    /** Each 20 ms. */
    FRAME,
    /** One vector a stretch. */
    CLIP,
    BOTH;

    boolean frames() {
        return this != CLIP;
    }

    boolean clips() {
        return this != FRAME;
    }
}
