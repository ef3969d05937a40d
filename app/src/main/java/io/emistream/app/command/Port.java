package io.emistream.app.command;

import io.emistream.app.problem.UsageProblem;

/** A port as it is given on the command line. */
final class Port {
    private static final int LAST = 65_535;

    private Port() {}

    /** @throws UsageProblem when one of them does not exist */
    static void check(int... ports) {
        for (int port : ports)
            if (port < 0 || port > LAST)
                throw new UsageProblem("there is no port " + port + "; give 1 to " + LAST + ", or 0 for any free one");
    }
}
