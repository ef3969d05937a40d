package io.emistream.model.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/** A thread that yields to all others: what is done on it must not be felt by those who are served. */
public final class BackgroundThread {
    private static final int PROCESS = 0;
    private static final int THIS_THREAD = 0;
    private static final int LOWEST = 19;

    private BackgroundThread() {}

    /** Starts it. Java's own priorities change nothing on Linux, where a thread may lower its own. */
    public static void start(String name, Runnable work) {
        var thread = new Thread(
                () -> {
                    lower();
                    work.run();
                },
                name);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    private static void lower() {
        if (!Platform.isLinux()) return;
        // without it the work is done all the same, so that the result does not matter
        NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
                .getFunction("setpriority")
                .invokeInt(new Object[] {PROCESS, THIS_THREAD, LOWEST});
    }
}
