package io.emistream.producer.gateway.door;

import io.emistream.producer.gateway.voice.Refusal;
import io.emistream.producer.gateway.voice.VoiceId;
import java.util.Optional;

/** Decides who may speak for a voice. Thread-safe. */
@FunctionalInterface
public interface Door {
    /** Everybody may. */
    Door OPEN = (token, voice, results) -> {};

    /**
     * Returns when it is allowed.
     *
     * @param results whether scores of the session are to be heard, too
     * @throws Refusal with what is missing
     */
    void admit(Optional<String> token, VoiceId voice, boolean results) throws Refusal;
}
