package io.emistream.client;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The thread {@code emistream-client} of a stream. What is given to it after its end is dropped. */
final class StreamThread implements Executor {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        var one = new Thread(work, "emistream-client");
        one.setDaemon(true);
        return one;
    });
    private final Consumer<RuntimeException> broken;

    /** @param broken told, on the thread, of what its work threw */
    StreamThread(Consumer<RuntimeException> broken) {
        this.broken = broken;
    }

    @Override
    public void execute(Runnable work) {
        try {
            thread.execute(() -> guarded(work));
        } catch (RejectedExecutionException e) {
            // it is over
        }
    }

    void in(long ms, Runnable work) {
        var unused = thread.schedule(() -> guarded(work), ms, TimeUnit.MILLISECONDS);
    }

    void each(long ms, Runnable work) {
        var unused = thread.scheduleAtFixedRate(work, ms, ms, TimeUnit.MILLISECONDS);
    }

    void end() {
        thread.shutdownNow();
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            broken.accept(e);
        }
    }
}
