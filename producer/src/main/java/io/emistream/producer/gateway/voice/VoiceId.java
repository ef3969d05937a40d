package io.emistream.producer.gateway.voice;

/**
 * Whose voice it is. Throws {@link IllegalArgumentException} for what cannot be a name.
 *
 * @param session the call, 1 to 200 characters
 * @param participant one voice in it, 1 to 200 characters
 */
public record VoiceId(String session, String participant) {
    private static final int LONGEST = 200;

    public VoiceId {
        check("session", session);
        check("participant", participant);
    }

    @Override
    public String toString() {
        return session + "/" + participant;
    }

    private static void check(String what, String id) {
        if (id.isBlank() || id.length() > LONGEST || id.chars().anyMatch(Character::isISOControl))
            throw new IllegalArgumentException(what + " has " + id.length() + " characters; give 1 to " + LONGEST
                    + ", not all blank and no control characters");
    }
}
