package io.emistream.model.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The one door to libtorch. A JVM that ends while a thread is inside libtorch crashes, since {@code exit()} destroys the library under the
 * running call. So every native call passes here under a fair read lock, and a shutdown hook takes the write lock, waits for the calls under way,
 * and never gives it back: from then on calls end with {@link ProcessEnding} before they reach the library.
 *
 * <p>Any thread; calls may nest. The only state of this module that belongs to the process, since the library does too (docs/decisions/0003).
 */
public final class NativeGate {
    /** Longer than the longest call: 16 clips of 12 s at full size on two cores take about 40 s. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Exit status where a call outlasted the patience. */
    static final int OUTLASTED = 70;

    private static final NativeGate PROCESS = hooked();

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicInteger statusOfAbandoned = new AtomicInteger();

    NativeGate() {}

    /** The gate of this process; its shutdown hook is in place from the first use on. */
    public static NativeGate process() {
        return PROCESS;
    }

    /**
     * Runs a native call; keeps the process from ending under it.
     *
     * @throws ProcessEnding without running it, when the process has begun to end
     */
    public <T> T call(Supplier<T> nativeCall) {
        // a nested call must not queue behind the hook, which waits for the outer one
        boolean nested = lock.getReadHoldCount() > 0;
        if (!nested && ending.get()) {
            throw new ProcessEnding();
        }
        try {
            // the hook may have the lock for good: look again from time to time
            while (!lock.readLock().tryLock(100, TimeUnit.MILLISECONDS)) {
                if (ending.get()) {
                    throw new ProcessEnding();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedCall(e);
        }
        try {
            return nativeCall.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** {@link #call} without a result. */
    public void run(Runnable nativeCall) {
        call(() -> {
            nativeCall.run();
            return true;
        });
    }

    /** Lets no call in any more and waits for those inside; true when none is left. The lock is kept by a thread that ends. */
    @SuppressWarnings("LockNotBeforeTry") // never given back: that is the point
    boolean shut(Duration patience) {
        ending.set(true);
        try {
            return lock.writeLock().tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Gives the library up, since its device is lost or a call of it does not come back: lets no call in any more, and has the process leave without the
     * library's destructors, which may crash or wait for the device. It leaves when it ends, or else after the given time, whatever it is at.
     *
     * @param status of the process
     */
    public void abandon(int status, Duration longest) {
        ending.set(true);
        statusOfAbandoned.set(status);
        var last = new Thread(
                () -> {
                    pass(longest);
                    leave(status);
                },
                "native-gate-abandoned");
        last.setDaemon(true);
        last.start();
    }

    private static void pass(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does; then the end is now
        }
    }

    private void ended() {
        if (statusOfAbandoned.get() != 0) leave(statusOfAbandoned.get());
        if (!shut(PATIENCE)) leave(OUTLASTED);
    }

    private static NativeGate hooked() {
        var gate = new NativeGate();
        Runtime.getRuntime().addShutdownHook(new Thread(gate::ended, "native-gate"));
        return gate;
    }

    /** Ends the process without destructors; {@code Runtime.halt} runs them and crashes. */
    private static void leave(int status) {
        NativeLibrary.getInstance(Platform.isWindows() ? "msvcrt" : Platform.C_LIBRARY_NAME)
                .getFunction("_exit")
                .invokeVoid(new Object[] {status});
    }

    /** The process is ending: nothing is wrong with the call, it came too late. */
    public static final class ProcessEnding extends CancellationException {
        private static final long serialVersionUID = 1;

        ProcessEnding() {
            super("the process is ending; native calls are no longer let in");
        }
    }

    /** The calling thread was interrupted while it waited to be let in. */
    public static final class InterruptedCall extends IllegalStateException {
        private static final long serialVersionUID = 1;

        InterruptedCall(InterruptedException cause) {
            super("interrupted before a native call", cause);
        }
    }
}
