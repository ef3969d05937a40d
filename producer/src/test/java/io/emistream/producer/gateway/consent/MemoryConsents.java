package io.emistream.producer.gateway.consent;

import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.avro.SessionEvent;
import io.emistream.schemas.consent.ConsentListener;
import io.emistream.schemas.consent.ConsentSubject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A log of consent that tells what is written at once, and can be away. One thread. */
public final class MemoryConsents implements ConsentLog {
    private final ConsentListener listener;
    private final List<ControlMessage> written = new ArrayList<>();
    private final List<SessionEvent> told = new ArrayList<>();
    private Runnable before = () -> {};
    private boolean away;

    public MemoryConsents(ConsentListener listener) {
        this.listener = listener;
    }

    @Override
    public void append(ControlMessage message) throws IOException {
        if (away) throw new IOException("away");
        var first = before;
        before = () -> {};
        first.run();
        write(message);
    }

    /** Stored, and told. */
    void write(ControlMessage message) {
        written.add(message);
        var key = message.getSubject();
        ConsentSubject.of(key).ifPresent(subject -> listener.heard(subject, message));
        ConsentSubject.ofAgreement(key).ifPresent(voice -> listener.agreed(voice, message));
    }

    @Override
    public void present() throws IOException {
        if (away) throw new IOException("away");
    }

    @Override
    public void tell(SessionEvent event) {
        told.add(event);
    }

    /** Nothing can be written or read from now on. */
    public void goAway() {
        away = true;
    }

    /** It can again. */
    public void comeBack() {
        away = false;
    }

    /** Somebody else is faster than the next who writes. */
    void beforeTheNext(Runnable what) {
        before = what;
    }

    /** All that was written. */
    public List<ControlMessage> written() {
        return List.copyOf(written);
    }

    /** What was told of sessions. */
    public List<SessionEvent> told() {
        return List.copyOf(told);
    }
}
