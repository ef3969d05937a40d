package io.emistream.audio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file's audio as mono float samples at 16 kHz, nominally in [-1, 1]; streams, so long files do not sit in memory. One thread.
 *
 * <p>Channels are mixed by their mean. Samples that are no numbers, or beyond 1e36, become 0, and a remark counts them. Where the bytes
 * end or break before their header says, everything before is delivered, and a remark says so.
 */
public final class SampleStream implements AutoCloseable {
    /** Samples per second. */
    public static final int RATE = 16_000;

    private static final int FRAMES = 4096;

    /** Of more the resampler would make infinity. */
    private static final float LOUDEST = 1e36f;

    private final Path file;
    private final PcmSource source;
    private final Resampling.Mono mono;
    private final float[] interleaved;
    private final List<String> remarks = new ArrayList<>();
    private int frames;
    private int used;
    private long decoded;
    private long notNumbers;
    private boolean ended;

    /** Decodes the first block at once, so that a file without any audio fails here and not midway. */
    SampleStream(Path file, PcmSource source) throws UnreadableAudio {
        this.file = file;
        this.source = source;
        this.interleaved = new float[FRAMES * source.format().channels()];
        this.mono = Resampling.to16k(this::mix, source.format().rate());
        refill();
        if (ended && decoded == 0)
            throw new UnreadableAudio(
                    file,
                    remarks.isEmpty()
                            ? source.format().name() + " that holds no samples; record it again"
                            : remarks.get(0) + "; nothing could be decoded: convert or record it again");
    }

    /** What the file holds, before conversion. */
    public SourceFormat format() {
        return source.format();
    }

    /**
     * The next samples, as many as fit and are at hand.
     *
     * @return samples written from the start of the buffer, at least 1; -1 at the end
     */
    public int read(float[] buffer) throws UnreadableAudio {
        if (buffer.length == 0)
            throw new IllegalArgumentException("the buffer has no room; it needs at least 1 sample");
        try {
            return mono.read(buffer, 0, buffer.length);
        } catch (IOException e) {
            throw new UnreadableAudio(file, "cannot be read on: " + e.getMessage(), e);
        }
    }

    /** The next samples: as many as asked for, fewer only before the end, none at it. */
    public float[] next(int length) throws UnreadableAudio {
        var samples = new float[length];
        int filled = 0;
        while (filled < length) {
            var part = new float[length - filled];
            int got = read(part);
            if (got < 0) return Arrays.copyOf(samples, filled);
            System.arraycopy(part, 0, samples, filled, got);
            filled += got;
        }
        return samples;
    }

    /** All that is left; for clips, not for hours (64 KB a second). */
    public float[] readAll() throws UnreadableAudio {
        var all = new float[RATE];
        var block = new float[FRAMES];
        int length = 0;
        for (int got = read(block); got >= 0; got = read(block)) {
            if (length + got > all.length) all = Arrays.copyOf(all, Math.max(2 * all.length, length + got));
            System.arraycopy(block, 0, all, length, got);
            length += got;
        }
        return Arrays.copyOf(all, length);
    }

    /** What was odd about the file, one line each; complete once the end was reached. Empty for a sound file. */
    public List<String> remarks() {
        var all = new ArrayList<>(source.remarks());
        all.addAll(remarks);
        if (notNumbers > 0) all.add(notNumbers + " samples are not numbers; they count as 0");
        return List.copyOf(all);
    }

    @Override
    public void close() {
        closeQuietly(source);
    }

    static void closeQuietly(@Nullable AutoCloseable resource) {
        try {
            if (resource != null) resource.close();
        } catch (Exception e) {
            // only read from: nothing can be lost by a failed close
        }
    }

    private int mix(float[] buffer, int offset, int length) {
        if (used == frames) refill();
        if (ended) return -1;
        int channels = source.format().channels();
        int count = Math.min(length, frames - used);
        for (int i = 0; i < count; i++) buffer[offset + i] = mean((used + i) * channels, channels);
        used += count;
        return count;
    }

    private float mean(int at, int channels) {
        double sum = 0;
        for (int channel = 0; channel < channels; channel++) {
            float sample = interleaved[at + channel];
            if (Math.abs(sample) <= LOUDEST) sum += sample;
            else notNumbers++;
        }
        return (float) (sum / channels);
    }

    private void refill() {
        if (ended) return;
        try {
            frames = source.read(interleaved);
            used = 0;
        } catch (IOException e) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "%s after %.2f s",
                    e.getMessage(),
                    (double) decoded / source.format().rate()));
            frames = -1;
        }
        if (frames < 0) {
            ended = true;
            frames = 0;
            used = 0;
        }
        decoded += frames;
    }
}
