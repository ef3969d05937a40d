package io.emistream.app.replay;

/** What becomes of a file with several channels. */
enum Channels {
    /** One voice: their mean. */
    MIX,
    /** A participant each. */
    SPLIT
}
