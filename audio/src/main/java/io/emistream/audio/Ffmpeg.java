package io.emistream.audio;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Audio that ffmpeg decodes, for what no reader here knows; a process of its own, without a shell, that sees the one file and no network. It is ended when a read
 * waits too long for it, and gives a day of audio at most.
 */
final class Ffmpeg implements PcmSource {
    private static final int RATE = 16_000;
    private static final int FRAMES_AT_ONCE = 4096;
    private static final int LONGEST_LINE = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String what;
    private final Process process;
    private final InputStream samples;
    private final SourceFormat format;
    private final CompletableFuture<String> complaint;
    private final ByteBuffer block =
            ByteBuffer.allocate(FRAMES_AT_ONCE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    /** Odd while a read waits. */
    private final AtomicLong reads = new AtomicLong();

    private Ffmpeg(Process process, String what) throws BadAudio {
        this.what = what;
        this.process = process;
        samples = process.getInputStream();
        complaint = firstLine(process.getErrorStream());
        format = SourceFormat.checked(what + ", through ffmpeg", RATE, 1, OptionalLong.empty());
    }

    /**
     * Has a file decoded.
     *
     * @param program a name to be found on the PATH, or a path
     * @param what the file is, for messages
     */
    static PcmSource open(String program, Path file, String what) throws IOException {
        Ffmpeg source;
        try {
            var process = new ProcessBuilder(command(program, file)).start();
            process.getOutputStream().close();
            source = new Ffmpeg(process, what);
        } catch (IOException e) {
            throw new BadAudio(what + ", which only ffmpeg reads, and there is none on the PATH; install it, or"
                    + " convert the file where it is: ffmpeg -i IN out.wav");
        }
        source.watch(-1);
        return source;
    }

    private static List<String> command(String program, Path file) {
        return List.of(
                program,
                "-nostdin",
                "-v",
                "error",
                "-protocol_whitelist",
                "file",
                "-i",
                "file:" + file.toAbsolutePath(),
                "-map",
                "0:a:0",
                "-t",
                "86400",
                "-ac",
                "1",
                "-ar",
                String.valueOf(RATE),
                "-f",
                "f32le",
                "pipe:1");
    }

    /** The rest is read too, lest the process wait for it to be. */
    private static CompletableFuture<String> firstLine(InputStream errors) {
        var line = new CompletableFuture<String>();
        var reader = new Thread(
                () -> {
                    try (errors) {
                        var first = new String(errors.readNBytes(LONGEST_LINE), StandardCharsets.UTF_8);
                        line.complete(first.lines().findFirst().orElse("").strip());
                        errors.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        line.complete("it ended");
                    }
                },
                "ffmpeg-errors");
        reader.setDaemon(true);
        reader.start();
        return line;
    }

    /** Ends the process when the same read has waited for two looks on end. */
    private void watch(long readBefore) {
        CompletableFuture.delayedExecutor(PATIENCE.toMillis() / 2, TimeUnit.MILLISECONDS)
                .execute(() -> {
                    long read = reads.get();
                    if (read % 2 == 1 && read == readBefore) process.destroyForcibly();
                    else if (process.isAlive()) watch(read);
                });
    }

    @Override
    public SourceFormat format() {
        return format;
    }

    @Override
    public int read(float[] interleaved) throws IOException {
        int wanted = Math.min(FRAMES_AT_ONCE, interleaved.length) * Float.BYTES;
        reads.incrementAndGet();
        int got = samples.readNBytes(block.array(), 0, wanted);
        reads.incrementAndGet();
        int frames = got / Float.BYTES;
        if (frames == 0) return ended();
        for (int i = 0; i < frames; i++) interleaved[i] = block.getFloat(i * Float.BYTES);
        return frames;
    }

    private int ended() throws IOException {
        try {
            boolean over = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (over && process.exitValue() == 0) return -1;
            if (!over) process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var line = complaint.completeOnTimeout("", 1, TimeUnit.SECONDS).join();
        throw new BadAudio(what + ": ffmpeg gave up" + (line.isEmpty() ? "" : " (" + line + ")"));
    }

    @Override
    public List<String> remarks() {
        return List.of();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        samples.close();
    }
}
