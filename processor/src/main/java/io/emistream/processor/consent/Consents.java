package io.emistream.processor.consent;

import io.emistream.schemas.Topic;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.consent.ConsentReader;
import io.emistream.schemas.consent.Revocations;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** What an instance knows of consent: all that was said before it began, and what is said since. Close it after the processor. */
public final class Consents implements AutoCloseable {
    private final Revocations revocations;
    private final ConsentReader reader;

    private Consents(Revocations revocations, ConsentReader reader) {
        this.revocations = revocations;
        this.reader = reader;
    }

    /**
     * Reads the control topic to its end and goes on following it.
     *
     * @throws IllegalStateException when it cannot be read within {@code patience}: nobody may be scored by what is not known
     */
    public static Consents follow(
            Map<String, String> clients, Topic<String, ControlMessage> control, Duration patience) {
        var revocations = new Revocations();
        try {
            var reader = ConsentReader.open(clients, control, revocations);
            if (isRead(reader, patience)) {
                reader.follow();
                return new Consents(revocations, reader);
            }
        } catch (KafkaException e) {
            throw new IllegalStateException(unread(clients, control, patience) + " (" + e.getMessage() + ")", e);
        }
        throw new IllegalStateException(unread(clients, control, patience));
    }

    /** Closes the reader unless it is. */
    private static boolean isRead(ConsentReader reader, Duration patience) {
        boolean read = false;
        try {
            read = reader.catchUp(patience);
            return read;
        } finally {
            if (!read) reader.close();
        }
    }

    private static String unread(Map<String, String> clients, Topic<?, ?> control, Duration patience) {
        return "the revocations on " + control.name() + " were not read within " + patience
                + ", and nobody is scored before they are; check that the brokers at "
                + clients.get("bootstrap.servers") + " answer and that the topics exist";
    }

    /** Who may not be scored now. */
    public Revocations revocations() {
        return revocations;
    }

    @Override
    public void close() {
        reader.close();
    }
}
