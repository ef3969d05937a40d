package io.emistream.client;

import java.time.Duration;

/**
 * Whose audio it is and how it comes; the gateway checks it.
 *
 * @param session the call, 1 to 200 characters
 * @param participant one voice in it, 1 to 200 characters
 * @param sampleRate samples per second, 8,000 to 48,000
 */
public record Voice(String session, String participant, Encoding encoding, int sampleRate) {
    private static final int LOWEST = 8_000;
    private static final int HIGHEST = 48_000;

    /** Throws {@link IllegalArgumentException} for a rate that no gateway takes. */
    public Voice {
        if (sampleRate < LOWEST || sampleRate > HIGHEST)
            throw new IllegalArgumentException(
                    "sampleRate is " + sampleRate + "; give " + LOWEST + " to " + HIGHEST + " samples per second");
    }

    /** Bytes of so much audio. */
    int bytes(Duration audio) {
        return Math.toIntExact(audio.toMillis() * sampleRate / 1000 * encoding.bytes());
    }

    String name() {
        return session + "/" + participant;
    }
}
