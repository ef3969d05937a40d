package io.emistream.client;

/** Whether the voice takes its consent back, and how far that is. Not thread-safe. */
final class Revoking {
    private boolean wanted;
    private boolean said;
    private boolean done;

    void want() {
        wanted = true;
    }

    /** Whether no audio is to be sent any more. */
    boolean isWanted() {
        return wanted;
    }

    /** Whether it is to be said now; it counts as said then. */
    boolean isDue() {
        boolean due = wanted && !said;
        said |= due;
        return due;
    }

    /** It was said in vain. */
    void again() {
        said = false;
    }

    /** The gateway has stored that consent is revoked, by whomever. */
    void done() {
        done = true;
    }

    boolean isDone() {
        return done;
    }
}
