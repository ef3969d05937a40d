package io.emistream.app.replay;

/** Why an attempt at a call gives no result. */
final class AttemptFailed extends Exception {
    private static final long serialVersionUID = 1;

    /** What is to be done about it. */
    enum Kind {
        /** Try again under another name. */
        SPOILT,
        /** Nothing. */
        HOPELESS,
        /** Wait longer: nothing is heard any more, of any session. */
        SILENT,
        /** Nothing now: this process is to end. */
        STOPPED
    }

    private final Kind kind;

    AttemptFailed(Kind kind, String why) {
        super(why);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
