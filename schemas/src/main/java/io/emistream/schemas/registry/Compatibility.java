package io.emistream.schemas.registry;

/** What a subject demands of a new schema; names are the registry's. */
public enum Compatibility {
    /** Anything goes. */
    NONE,
    /** Reads what the latest version wrote. */
    BACKWARD,
    /** Reads what any earlier version wrote; what Emistream's subjects demand. */
    BACKWARD_TRANSITIVE,
    /** The latest version reads what it writes. */
    FORWARD,
    /** Every earlier version reads what it writes. */
    FORWARD_TRANSITIVE,
    /** Backward and forward. */
    FULL,
    /** Backward and forward with every earlier version. */
    FULL_TRANSITIVE
}
