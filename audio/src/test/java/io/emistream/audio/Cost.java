package io.emistream.audio;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/**
 * What the reading of a file took of this thread.
 *
 * @param millis of processor time: the readers never wait, and other processes are not their cost
 * @param bytes allocated on the heap beyond the samples and the file, garbage included, so never less than what was held
 * @param samples at 16 kHz; none when the file was refused
 * @param refusal why; empty when it was not
 * @param remarks of the reader
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose
record Cost(double millis, long bytes, float[] samples, String refusal, String remarks) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Reads the whole file; anything but an {@link UnreadableAudio} comes out as it is. */
    static Cost of(Path file, String ffmpeg) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        float[] samples = {};
        String refusal = "";
        String remarks = "";
        try (var stream = AudioFiles.open(file, ffmpeg)) {
            samples = stream.readAll();
            remarks = stream.remarks().toString();
        } catch (UnreadableAudio e) {
            refusal = String.valueOf(e.getMessage());
        }
        double millis = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        // readAll doubles its array as it fills it, and a decoder hands its samples on in one array or two
        long audio = 4L * Float.BYTES * samples.length;
        return new Cost(millis, bytes - audio - file.toFile().length(), samples, refusal, remarks);
    }

    /** Processor time and memory within what any file may take, sound or not. */
    boolean isBounded() {
        return isBounded(64);
    }

    /** @param mebibytes beyond the audio */
    boolean isBounded(int mebibytes) {
        return millis < 2000 && bytes < (long) mebibytes << 20;
    }
}
