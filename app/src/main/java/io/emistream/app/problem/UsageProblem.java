package io.emistream.app.problem;

/** The command was asked for something that cannot be: wrong option, value or file. Exit code 2. */
public final class UsageProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one line: what, value, next step */
    public UsageProblem(String message) {
        super(message);
    }
}
