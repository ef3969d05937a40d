package io.emistream.app.problem;

/** The command was asked for something that cannot be: wrong option, value or file. Exit code 2. */
public final class UsageProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one line: what, value, next step */
    public UsageProblem(String message) {
        super(message);
    }

    /**
     * Checks a number.
     *
     * @throws UsageProblem when the option's value is none that may be given
     */
    public static void unlessWithin(String option, long value, long least, long most) {
        if (value < least || value > most)
            throw new UsageProblem(option + " is " + value + "; give " + least + " to " + most);
    }
}
