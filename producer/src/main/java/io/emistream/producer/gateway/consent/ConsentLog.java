package io.emistream.producer.gateway.consent;

import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.avro.SessionEvent;
import java.io.IOException;

/** Where consent is written down, for all who need to know. What is written there comes back to an {@link Attendance}. Thread-safe. */
public interface ConsentLog {
    /** Writes; stored when it returns, within seconds. */
    void append(ControlMessage message) throws IOException, InterruptedException;

    /** Waits, for seconds at most, until all that was stored before has come back. */
    void present() throws IOException, InterruptedException;

    /** Tells what happened to a session, if it can be told now. */
    void tell(SessionEvent event);
}
