package io.emistream.app.role;

import java.nio.file.Path;

/** One participant's audio of a recorded session. */
public record Recording(String session, String participant, Path file) {
    /** The same audio as another session. */
    public Recording as(String otherSession) {
        return new Recording(otherSession, participant, file);
    }
}
