package io.emistream.client;

/** What a stream is at. */
public enum State {
    /** The gateway has not been reached yet. */
    CONNECTING,
    /** Audio flows. */
    LIVE,
    /** The connection broke, or the gateway asks to wait; what was not stored is kept and goes out again. */
    RESUMING,
    /** The end is stored, and all before it. */
    ENDED,
    /** It cannot go on. */
    FAILED
}
