package io.emistream.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.emistream.model.weights.MalformedWeights;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * What one reading took of this thread.
 *
 * @param millis of processor time: the readers never wait, and other processes are not their cost
 * @param bytes allocated on the heap, garbage included, so never less than what was held
 * @param refusal why it was refused; null when it was not
 */
record Cost(double millis, long bytes, @Nullable IOException refusal) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MOST_BYTES = 64L << 20;

    @FunctionalInterface
    interface Reading {
        void run() throws IOException;
    }

    /** Runs it; anything but an {@code IOException} comes out as it is. */
    static Cost of(Reading reading) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        IOException refusal = null;
        try {
            reading.run();
        } catch (IOException e) {
            refusal = e;
        }
        double millis = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
        return new Cost(millis, THREADS.getCurrentThreadAllocatedBytes() - allocated, refusal);
    }

    /** The bounds that hold for any file, sound or not. */
    Cost isBounded(String what, long fileBytes) {
        assertThat(millis).as("milliseconds for %s", what).isLessThan(1000);
        assertThat(bytes - fileBytes)
                .as("bytes above the file's own for %s", what)
                .isLessThan(MOST_BYTES);
        return this;
    }

    /** A clear refusal, within the bounds. */
    void isRefused(String what, long fileBytes, String why) {
        isBounded(what, fileBytes);
        assertThat(refusal).as(what).isInstanceOf(MalformedWeights.class).hasMessageContaining(why);
    }
}
