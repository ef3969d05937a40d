package io.emistream.app.replay;

import io.emistream.app.problem.UsageProblem;
import java.nio.file.Path;
import java.util.List;

/**
 * A session to replay: recordings that belong together.
 *
 * @param session its name on the log at the first attempt
 * @param parts in order; at least one
 */
record Call(String session, List<Part> parts) {
    /** So many decoders are open at once. */
    private static final int MOST_PARTS = 64;

    /** What the wire allows, with room for the number of an attempt. */
    private static final int LONGEST_NAME = 190;

    private static final String ATTEMPT = "~try";

    Call {
        parts = List.copyOf(parts);
        if (parts.size() > MOST_PARTS)
            throw new UsageProblem("session " + session + " would have " + parts.size() + " recordings; at most "
                    + MOST_PARTS + " are replayed together: give --layout clips, each file a session of its own");
        checked("session", session);
        if (!firstAttempt(session).equals(session))
            throw new UsageProblem("session " + session + " is named as a repeated attempt would be; rename its file");
        parts.forEach(part -> checked("participant", part.participant()));
    }

    /**
     * One file of it.
     *
     * @param clip its path below the folder, or its name in a table of labels
     * @param participant whose voice it is, where it has one channel or they are mixed
     */
    record Part(String clip, String participant, Path file) {}

    /** Its name on the log at an attempt, from 1 on. */
    String attempt(int number) {
        return number == 1 ? session : session + ATTEMPT + number;
    }

    /** The name at the first attempt of the session that is called so on the log. */
    static String firstAttempt(String name) {
        int at = name.lastIndexOf(ATTEMPT);
        return at > 0 && name.substring(at + ATTEMPT.length()).matches("[1-9]\\d{0,8}") ? name.substring(0, at) : name;
    }

    private static void checked(String what, String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME)
            throw new UsageProblem(what + " " + name + " has " + name.length() + " characters; 1 to " + LONGEST_NAME
                    + " are allowed: shorten the name of its file or folder, or --run");
    }
}
