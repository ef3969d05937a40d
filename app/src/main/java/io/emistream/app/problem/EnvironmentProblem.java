package io.emistream.app.problem;

import org.jspecify.annotations.Nullable;

/** The machine is not as the command needs it: a port in use, a folder that cannot be written, a server that does not answer. Exit code 3. */
public final class EnvironmentProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one line: what, value, next step */
    public EnvironmentProblem(String message) {
        super(message);
    }

    public EnvironmentProblem(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
