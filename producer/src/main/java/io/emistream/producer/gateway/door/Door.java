package io.emistream.producer.gateway.door;

import io.emistream.producer.gateway.consent.ConsentFacts;
import io.emistream.producer.gateway.voice.Refusal;
import io.emistream.producer.gateway.voice.VoiceId;
import java.util.Optional;

/** Decides who may speak for a voice, and hears of its consent from those who let it in. Thread-safe. */
@FunctionalInterface
public interface Door {
    /** Everybody may. */
    Door OPEN = (token, voice, results) -> ConsentFacts.NONE;

    /**
     * Returns when it is allowed, with what the token says of the voice's consent.
     *
     * @param results whether scores of the session are to be heard, too
     * @throws Refusal with what is missing
     */
    ConsentFacts admit(Optional<String> token, VoiceId voice, boolean results) throws Refusal;
}
