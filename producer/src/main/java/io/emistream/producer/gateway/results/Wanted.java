package io.emistream.producer.gateway.results;

import io.emistream.schemas.avro.EventKind;

/** Which scores a client wants to hear. */
public enum Wanted {
    NONE,
    /** Those of whole segments. */
    FINAL,
    /** Those of open segments, too. */
    ALL;

    boolean includes(EventKind kind) {
        return this == ALL || this == FINAL && kind == EventKind.FINAL;
    }
}
