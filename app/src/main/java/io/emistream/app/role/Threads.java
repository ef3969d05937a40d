package io.emistream.app.role;

import io.emistream.app.problem.UsageProblem;
import org.jspecify.annotations.Nullable;

/** How many threads libtorch computes with; settled before it is loaded. */
public final class Threads {
    private static final String PROPERTY = "ai.djl.pytorch.num_threads";

    private Threads() {}

    /** Settles on the given number, or on what the launcher said, or on one a core; returns it. */
    public static int use(@Nullable Integer asked) {
        int cores = Runtime.getRuntime().availableProcessors();
        int threads = asked != null ? asked : Integer.getInteger(PROPERTY, cores);
        if (threads < 1 || threads > 1024) throw new UsageProblem("--threads is " + threads + "; give 1 to 1024");
        System.setProperty(PROPERTY, Integer.toString(threads));
        return threads;
    }
}
