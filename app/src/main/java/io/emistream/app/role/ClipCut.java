package io.emistream.app.role;

/** What of a recording is taken. */
public enum ClipCut {
    /** The segments that the live stream would be cut into: speech, at most 12 s each. */
    STREAM,
    /** The first 12 s as they are, as the paper does: no voice activity, nothing is left out. */
    PAPER
}
