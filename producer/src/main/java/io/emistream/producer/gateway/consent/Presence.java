package io.emistream.producer.gateway.consent;

import io.emistream.producer.gateway.voice.VoiceId;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.consent.ConsentSubject;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A voice that is heard on a connection, until it leaves. Thread-safe. */
public final class Presence {
    private final VoiceId voice;
    private final Consumer<ControlMessage> whenRevoked;
    private final Consumer<Presence> leaving;
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicBoolean left = new AtomicBoolean();
    private volatile Runnable seat = () -> {};

    Presence(VoiceId voice, Consumer<ControlMessage> whenRevoked, Consumer<Presence> leaving) {
        this.voice = voice;
        this.whenRevoked = whenRevoked;
        this.leaving = leaving;
    }

    /** Nothing is told it any more; does nothing the second time. */
    public void leave() {
        told.set(true);
        leaving.accept(this);
        if (!left.getAndSet(true)) seat.run();
    }

    /** The same, holding a seat that is freed when it leaves. */
    public Presence holding(Runnable freed) {
        seat = freed;
        return this;
    }

    boolean isConcerned(ConsentSubject subject) {
        return subject.sessionId().equals(voice.session())
                && (subject.participantId() == null || subject.participantId().equals(voice.participant()));
    }

    void revoked(ControlMessage why) {
        if (!told.getAndSet(true)) whenRevoked.accept(why);
    }
}
