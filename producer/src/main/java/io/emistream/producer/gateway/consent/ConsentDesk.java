package io.emistream.producer.gateway.consent;

import io.emistream.producer.gateway.voice.Fault;
import io.emistream.producer.gateway.voice.Refusal;
import io.emistream.producer.gateway.voice.VoiceId;
import io.emistream.schemas.avro.ConsentState;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.avro.SessionEvent;
import io.emistream.schemas.avro.SessionEventType;
import io.emistream.schemas.consent.ConsentSubject;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Where a voice says what it agreed to before it is heard, and takes it back. What it says is kept beside the word that decides and never touches it: who
 * was revoked is turned away until an operator grants again. Thread-safe.
 */
public final class ConsentDesk {
    private static final String ISSUER = "gateway";

    private final ConsentPolicy policy;
    private final Attendance attendance;
    private final ConsentLog log;
    private final InstantSource clock;

    public ConsentDesk(ConsentPolicy policy, Attendance attendance, ConsentLog log, InstantSource clock) {
        this.policy = policy;
        this.attendance = attendance;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Lets a voice in; what it says is on the log when this returns. Blocks for seconds at most.
     *
     * @param whenRevoked told why it may not be heard any more: once at most, on a thread of its own, and not after it left
     * @throws Refusal when it says too little, when its consent was revoked, or when what it says cannot be written down
     */
    public Presence enter(VoiceId voice, ConsentFacts facts, Consumer<Refusal> whenRevoked)
            throws Refusal, InterruptedException {
        check(voice, facts);
        var presence = attendance.enter(voice, why -> whenRevoked.accept(revoked(voice, why)));
        boolean entered = false;
        try {
            if (!facts.isSilent()) write(voice, facts);
            refuseTheRevoked(voice);
            entered = true;
            return presence;
        } catch (IOException e) {
            throw unwritten(voice, e);
        } finally {
            if (!entered) presence.leave();
        }
    }

    /** The voice takes its consent back; stored when it returns. */
    public void revoke(VoiceId voice) throws Refusal, InterruptedException {
        try {
            log.append(subject(voice).message(ConsentState.REVOKED, null, null, ISSUER, clock.instant()));
        } catch (IOException e) {
            throw unwritten(voice, e);
        }
    }

    private void check(VoiceId voice, ConsentFacts facts) throws Refusal {
        try {
            policy.check(facts);
        } catch (Refusal e) {
            log.tell(refusal(voice, e));
            throw e;
        }
    }

    private void write(VoiceId voice, ConsentFacts facts) throws Refusal, IOException, InterruptedException {
        log.present();
        refuseTheRevoked(voice);
        log.append(subject(voice)
                .agreement(facts.purpose().orElse(null), facts.notice().orElse(null), ISSUER, clock.instant()));
    }

    private void refuseTheRevoked(VoiceId voice) throws Refusal {
        var revocation = attendance.revocation(voice);
        if (revocation.isPresent()) throw revoked(voice, revocation.get());
    }

    private static ConsentSubject subject(VoiceId voice) {
        return new ConsentSubject(voice.session(), voice.participant());
    }

    private SessionEvent refusal(VoiceId voice, Refusal why) {
        return SessionEvent.newBuilder()
                .setSessionId(voice.session())
                .setParticipantId(voice.participant())
                .setType(SessionEventType.REFUSED)
                .setAt(clock.instant())
                .setReason("the gateway's policy: " + why.text())
                .build();
    }

    private static Refusal revoked(VoiceId voice, ControlMessage why) {
        return new Refusal(
                Fault.CONSENT_REVOKED,
                "consent of " + voice + " was revoked by " + why.getIssuer() + " at " + why.getAt()
                        + "; it is heard again when an operator grants it again");
    }

    private static Refusal unwritten(VoiceId voice, IOException why) {
        return new Refusal(
                Fault.STORAGE_UNAVAILABLE,
                "what is said of the consent of " + voice + " is not stored (" + why.getMessage() + "); say it again",
                Duration.ofSeconds(2));
    }
}
