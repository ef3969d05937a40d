package io.emistream.client;

import java.util.Optional;

/**
 * What the voice agreed to; the gateway's policy may ask for it.
 *
 * @param purpose what it was told the scores are for, 1 to 200 characters
 * @param notice version or address of the notice it was shown, 1 to 200 characters
 */
public record Consent(Optional<String> purpose, Optional<String> notice) {
    /** The voice agreed to be scored; nothing else is said. */
    public static Consent granted() {
        return new Consent(Optional.empty(), Optional.empty());
    }

    /** The same for that purpose. */
    public Consent purpose(String what) {
        return new Consent(Optional.of(what), notice);
    }

    /** The same after that notice. */
    public Consent notice(String which) {
        return new Consent(purpose, Optional.of(which));
    }
}
