package io.emistream.app.role;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** How this process was started, so that another one can be. */
public final class OwnCommand {
    private static final String MAIN = "io.emistream.app.Emi";

    private OwnCommand() {}

    /** Java, its options, the class path and the main class. */
    public static List<String> words() {
        var words = new ArrayList<String>();
        words.add(System.getProperty("java.home") + "/bin/java");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-agentlib") && !argument.startsWith("-javaagent"))
                .forEach(words::add);
        words.add("-cp");
        words.add(System.getProperty("java.class.path"));
        words.add(MAIN);
        return List.copyOf(words);
    }
}
