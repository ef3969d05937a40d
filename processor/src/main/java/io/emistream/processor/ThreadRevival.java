package io.emistream.processor;

import io.emistream.processor.intake.DeadLetters;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces stream threads that die, each time after a longer pause: what kills them (a broker or a registry that is away) mostly passes, and exactly once
 * makes trying again safe. Thread-safe.
 */
final class ThreadRevival implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadRevival.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final DeadLetters letters;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicReference<@Nullable String> last = new AtomicReference<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    ThreadRevival(DeadLetters letters) {
        this.letters = letters;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        long before = failures.getAndIncrement();
        var cause = failure.getCause() == null ? failure : failure.getCause();
        last.set(String.valueOf(cause));
        if (isTooLarge(failure)) letters.shrink(); // all else that is written has a size of its own
        LOG.atError().setCause(failure).addKeyValue("failures", before + 1).log("stream thread died; replacing it");
        return pause(before)
                ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
                : StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static boolean isTooLarge(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause())
            if (cause instanceof RecordTooLargeException) return true;
        return false;
    }

    /** No more pauses. */
    void close() {
        closing.countDown();
    }

    long failures() {
        return failures.get();
    }

    Optional<String> last() {
        return Optional.ofNullable(last.get());
    }

    private boolean pause(long before) {
        long millis = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(10, before));
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
