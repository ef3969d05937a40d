package io.emistream.app.bench.load;

import io.emistream.app.problem.EnvironmentProblem;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What goes on beside a load. */
public final class Beside {
    private Beside() {}

    /**
     * Waits for its end.
     *
     * @throws EnvironmentProblem as the work threw it
     */
    public static <T> T result(CompletableFuture<T> work) {
        try {
            return work.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof EnvironmentProblem problem) throw problem;
            throw e;
        }
    }
}
