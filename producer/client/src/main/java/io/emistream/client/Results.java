package io.emistream.client;

import java.util.Locale;

/** Which scores of the session are to be heard. */
public enum Results {
    NONE,
    /** Those of whole segments. */
    FINAL,
    /** Those of open segments, too. */
    ALL;

    /** As on the wire. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
