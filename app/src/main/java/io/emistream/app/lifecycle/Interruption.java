package io.emistream.app.lifecycle;

import io.emistream.app.problem.EnvironmentProblem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

/**
 * Ctrl-C and SIGTERM as a wish to end. A shutdown hook would come too late: libtorch is closed to new calls by then
 * (see the model's gate), so signals ask the main thread to end, and the JVM exits after that. The second one exits at once.
 */
public final class Interruption {
    /** Exit code of a process that was told to end, as shells say it. */
    public static final int EXIT_CODE = 130;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicReference<@Nullable String> problem = new AtomicReference<>();

    private Interruption() {}

    /** From now on signals are heard here. */
    public static Interruption listen() {
        var interruption = new Interruption();
        for (var name : new String[] {"INT", "TERM"})
            Signal.handle(new Signal(name), signal -> interruption.ask(128 + signal.getNumber()));
        return interruption;
    }

    private void ask(int exitCode) {
        if (asked()) System.exit(exitCode);
        asked.countDown();
    }

    /** The same wish, since this process cannot go on; {@link #check} tells it. The first reason counts. */
    public void fail(String why) {
        problem.compareAndSet(null, why);
        asked.countDown();
    }

    /**
     * Call it once all is closed.
     *
     * @throws EnvironmentProblem with the reason, if this process could not go on
     */
    public void check() {
        String why = problem.get();
        if (why != null) throw new EnvironmentProblem(why);
    }

    /** Why this process cannot go on, if so. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem.get());
    }

    public boolean asked() {
        return asked.getCount() == 0;
    }

    /** Waits for the wish to end, or for the time to pass. */
    public boolean await(Duration time) {
        try {
            return asked.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
