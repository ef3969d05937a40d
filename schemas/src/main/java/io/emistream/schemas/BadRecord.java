package io.emistream.schemas;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** A record is broken and stays so however often it is read: for the dead letters, never to be retried. */
public final class BadRecord extends SerializationException {
    private static final long serialVersionUID = 1;

    BadRecord(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
