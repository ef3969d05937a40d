package io.emistream.producer;

import io.emistream.audio.SampleStream;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A recording as a source, in blocks of 100 ms. A block is due at its last sample's time after the first call, on an absolute
 * scale: a late block never delays the ones after it.
 */
public final class FileSource implements AudioSource {
    private static final int BLOCK = SampleStream.RATE / 10;

    private final SampleStream stream;
    private final Pace pace;
    private final Timing timing;
    private long heard;
    private long startNanos;

    public FileSource(SampleStream stream, Pace pace, Timing timing) {
        this.stream = stream;
        this.pace = pace;
        this.timing = timing;
    }

    @Override
    public @Nullable AudioBlock next() throws IOException, InterruptedException {
        if (heard == 0) startNanos = timing.nanos().getAsLong();
        var samples = stream.next(BLOCK);
        if (samples.length == 0) return null;
        heard += samples.length;
        var wait = pace.after(heard).minusNanos(timing.nanos().getAsLong() - startNanos);
        if (pace.speed() > 0 && wait.compareTo(Duration.ZERO) > 0)
            timing.sleeper().sleep(wait);
        return new AudioBlock(samples, timing.wall().instant());
    }

    @Override
    public void close() {
        stream.close();
    }
}
