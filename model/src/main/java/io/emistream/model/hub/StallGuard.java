package io.emistream.model.hub;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Closes a stream that brings nothing for too long, since the HTTP client waits for ever; its reader then gets an {@code IOException}. */
final class StallGuard implements AutoCloseable {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "stall-guard");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean moved = new AtomicBoolean(true);
    private final ScheduledFuture<?> watch;

    StallGuard(InputStream body, Duration patience) {
        watch = clock.scheduleWithFixedDelay(
                () -> {
                    if (!moved.getAndSet(false)) {
                        close(body);
                    }
                },
                patience.toMillis(),
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Something came. */
    void moved() {
        moved.set(true);
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // it is being given up anyway
        }
    }

    @Override
    public void close() {
        watch.cancel(false);
        clock.shutdownNow();
    }
}
