package io.emistream.audio;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What the reading of a file took of this thread. Of long audio only the start is read: a few bytes of silence can be an hour of it.
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

    /** Samples read at most, before or behind the resampler, whichever are more. */
    private static final int MOST = 1 << 20;

    private static final int BLOCK = 4096;

    /** Reads the file; anything but an {@link UnreadableAudio} comes out as it is. */
    static Cost of(Path file, String ffmpeg) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        float[] samples = {};
        String refusal = "";
        String remarks = "";
        double decoded = 0; // samples of all channels for one at 16 kHz
        try (var stream = AudioFiles.open(file, ffmpeg)) {
            decoded = (double) stream.format().channels() * stream.format().rate() / SampleStream.RATE;
            samples = start(stream, (int) (MOST / Math.max(1, decoded)));
            remarks = stream.remarks().toString();
        } catch (UnreadableAudio e) {
            refusal = String.valueOf(e.getMessage());
        }
        double millis = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        // arrays double as they fill, and a decoder hands its samples on in one array or two
        long audio = (long) (4 * Float.BYTES * (1 + decoded) * samples.length);
        return new Cost(millis, bytes - audio - file.toFile().length(), samples, refusal, remarks);
    }

    private static float[] start(SampleStream stream, int most) throws UnreadableAudio {
        var all = new float[SampleStream.RATE];
        var block = new float[BLOCK];
        int length = 0;
        for (int got = stream.read(block); got >= 0 && length < most; got = stream.read(block)) {
            if (length + got > all.length) all = Arrays.copyOf(all, 2 * all.length);
            System.arraycopy(block, 0, all, length, got);
            length += got;
        }
        return Arrays.copyOf(all, length);
    }

    /** Processor time and memory within what any file may take, sound or not. */
    boolean isBounded() {
        return millis < 2000 && bytes < 64 << 20;
    }

    /** Fails unless the file ended in samples that are numbers or in one line, within those bounds. */
    void check(Path file) {
        assertThat(isBounded())
                .as("%.0f ms, %d bytes beyond the audio", millis, bytes)
                .isTrue();
        for (float sample : samples) if (!Float.isFinite(sample)) throw new AssertionError("a sample is " + sample);
        if (samples.length == 0)
            assertThat(refusal).startsWith(file + ": ").doesNotContain("\n").contains(";");
    }
}
