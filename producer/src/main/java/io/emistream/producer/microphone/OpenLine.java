package io.emistream.producer.microphone;

import io.emistream.audio.LiveResampling;
import io.emistream.producer.Timing;
import java.io.IOException;
import java.time.Duration;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.TargetDataLine;

/** A microphone that is being heard, in stretches of 20 ms. One thread reads; {@link #close} may come from any. */
final class OpenLine implements AutoCloseable {
    /** Of capture that waits while its reader is held up. */
    private static final Duration BUFFER = Duration.ofSeconds(2);

    private static final Duration STRETCH = Duration.ofMillis(20);
    private static final Duration LOOK = Duration.ofMillis(5);

    /** A device that gives nothing for so long is gone: many say nothing when they are unplugged. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final TargetDataLine line;
    private final AudioFormat format;
    private final LiveResampling resampling;
    private final Timing timing;
    private final byte[] stretch;

    private OpenLine(TargetDataLine line, AudioFormat format, Timing timing) {
        this.line = line;
        this.format = format;
        this.timing = timing;
        resampling = new LiveResampling((int) format.getSampleRate());
        stretch = new byte[bytes(format, STRETCH)];
    }

    /**
     * Opens and starts it with the first format that works.
     *
     * @throws IOException when none does, with the reason
     */
    static OpenLine of(Microphone microphone, Timing timing) throws IOException {
        var problem = new LineUnavailableException("it knows no format");
        for (var format : LineFormat.of(microphone)) {
            try {
                var line = microphone.open(format, bytes(format, BUFFER));
                line.start();
                return new OpenLine(line, format, timing);
            } catch (LineUnavailableException e) {
                problem = e;
            }
        }
        throw new IOException("it cannot be opened (" + problem.getMessage() + ")", problem);
    }

    private static int bytes(AudioFormat format, Duration time) {
        return (int) (format.getSampleRate() * time.toMillis() / 1000) * format.getFrameSize();
    }

    AudioFormat format() {
        return format;
    }

    /**
     * Waits for the next stretch.
     *
     * @return samples at 16 kHz; empty while the filter fills
     * @throws IOException when nothing comes any more
     */
    float[] next() throws IOException, InterruptedException {
        awaitStretch();
        int got = line.read(stretch, 0, stretch.length);
        if (got < stretch.length) throw new IOException("it stopped in the middle of a read");
        return resampling.add(LineFormat.mono(stretch, got, format.getChannels()));
    }

    /** A read would wait for ever for a device that has gone. */
    private void awaitStretch() throws IOException, InterruptedException {
        long end = timing.nanos().getAsLong() + PATIENCE.toNanos();
        while (line.available() < stretch.length) {
            if (!line.isOpen()) throw new IOException("it was closed");
            if (timing.nanos().getAsLong() > end)
                throw new IOException("it gave nothing for " + PATIENCE.toSeconds() + " s");
            timing.sleeper().sleep(LOOK);
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
