package io.emistream.schemas.consent;

import io.emistream.schemas.avro.ControlMessage;
import org.jspecify.annotations.Nullable;

/** Hears what is said of consent, in the order of the control topic for each subject. */
@FunctionalInterface
public interface ConsentListener {
    /**
     * A record was read; must be quick.
     *
     * @param message null when what was said of the subject is forgotten; with the state UNKNOWN when it cannot be read
     */
    void heard(ConsentSubject subject, @Nullable ControlMessage message);

    /**
     * A voice said what it agreed to, which decides nothing; must be quick.
     *
     * @param message null when that is forgotten
     */
    default void agreed(ConsentSubject voice, @Nullable ControlMessage message) {}
}
