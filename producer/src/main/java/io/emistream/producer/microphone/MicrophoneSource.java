package io.emistream.producer.microphone;

import io.emistream.producer.AudioBlock;
import io.emistream.producer.AudioSource;
import io.emistream.producer.Timing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A microphone as a source. One that is unplugged is looked for once a second, by the same name, until it is there again: what was spoken meanwhile counts
 * as {@linkplain AudioBlock#lostBefore lost}, so that sample numbers stay true to time. One thread reads; {@link #close} may come from any.
 */
public final class MicrophoneSource implements AudioSource {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int RATE = 16_000;

    private final Supplier<Optional<Microphone>> finding;
    private final Timing timing;
    private final Consumer<String> news;
    private volatile boolean closed;
    private volatile @Nullable OpenLine line;
    private @Nullable Instant heardAt;

    private MicrophoneSource(Supplier<Optional<Microphone>> finding, Timing timing, Consumer<String> news) {
        this.finding = finding;
        this.timing = timing;
        this.news = news;
    }

    /**
     * Opens it: a microphone that is not there to begin with is an error.
     *
     * @param finding looks for the microphone anew
     * @param news gets a line for people when the microphone goes and when it comes back
     * @throws IOException when it cannot be opened, with the reason
     */
    public static MicrophoneSource open(Supplier<Optional<Microphone>> finding, Timing timing, Consumer<String> news)
            throws IOException {
        var source = new MicrophoneSource(finding, timing, news);
        source.line = source.find();
        return source;
    }

    private OpenLine find() throws IOException {
        var microphone = finding.get().orElseThrow(() -> new IOException("it is not there"));
        var open = OpenLine.of(microphone, timing);
        news.accept("hearing " + microphone.name() + " at " + LineFormat.words(open.format()));
        return open;
    }

    @Override
    public @Nullable AudioBlock next() throws InterruptedException {
        long lost = 0;
        while (!closed) {
            var open = line;
            try {
                if (open == null) {
                    open = find();
                    line = open;
                    lost = lostSince();
                }
                var samples = open.next();
                if (samples.length > 0) return block(samples, lost);
            } catch (IOException e) {
                if (closed) return null;
                if (open != null) leave(open, e);
                timing.sleeper().sleep(BETWEEN_LOOKS);
            }
        }
        return null;
    }

    private AudioBlock block(float[] samples, long lost) {
        heardAt = timing.wall().instant();
        return new AudioBlock(samples, heardAt, lost);
    }

    private long lostSince() {
        return heardAt == null
                ? 0
                : Math.max(0, Duration.between(heardAt, timing.wall().instant()).toMillis() * RATE / 1000);
    }

    private void leave(OpenLine open, IOException why) {
        news.accept(
                "the microphone is gone: " + why.getMessage() + "; plug it in again, it is looked for every second");
        open.close();
        line = null;
    }

    @Override
    public void close() {
        closed = true;
        var open = line;
        if (open != null) open.close();
    }
}
