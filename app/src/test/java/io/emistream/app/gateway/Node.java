package io.emistream.app.gateway;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The Node of this machine. */
final class Node {
    /** Its exit code for an option that it does not know. */
    private static final int UNKNOWN_OPTION = 9;

    private Node() {}

    /** What a module prints; skips the test where there is no Node, or one without WebSockets. */
    static String run(String module, String... arguments) throws InterruptedException {
        var command = new ArrayList<>(
                List.of("node", "--no-warnings", "--experimental-websocket", "--input-type=module", "-e", module));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assumeTrue(process.waitFor() != UNKNOWN_OPTION, "skipped: this Node has no WebSockets");
            return printed;
        } catch (IOException e) {
            return Assumptions.abort("skipped: no node on the PATH (" + e.getMessage() + ")");
        }
    }
}
