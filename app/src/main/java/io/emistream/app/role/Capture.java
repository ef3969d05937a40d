package io.emistream.app.role;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.audio.Level;
import io.emistream.producer.AudioBlock;
import io.emistream.producer.AudioSource;
import io.emistream.producer.ChunkPublisher;
import io.emistream.producer.Chunker;
import io.emistream.producer.Playback;
import io.emistream.producer.PublishFailed;
import io.emistream.producer.microphone.LevelWatch;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Publishes a microphone as a live session on a thread of its own, and watches how loud it is. Started once; {@link #close} ends the stream. */
public final class Capture implements AutoCloseable {
    private static final int RATE = 16_000;

    private final ChunkPublisher publisher;
    private final Playback playback;
    private final CompletableFuture<Playback.Played> playing = new CompletableFuture<>();
    private volatile Level level = Level.of(new float[0]);

    private Capture(Cluster cluster, AudioSource source, Chunker chunker, Consumer<String> news) {
        publisher = ChunkPublisher.connect(cluster.topics().audioChunks(), cluster.clients());
        playback = new Playback(new Watched(source, news), chunker, publisher, InstantSource.system());
        new Thread(this::play, "capture").start();
    }

    /**
     * Begins to publish; returns at once.
     *
     * @param news gets a line for people when the level changes for better or worse; called by the thread that captures
     */
    public static Capture start(Cluster cluster, AudioSource source, Chunker chunker, Consumer<String> news) {
        return new Capture(cluster, source, chunker, news);
    }

    private void play() {
        try {
            playing.complete(playback.run());
        } catch (IOException | PublishFailed e) {
            playing.completeExceptionally(new EnvironmentProblem(String.valueOf(e.getMessage()), e));
        } catch (InterruptedException | RuntimeException e) {
            playing.completeExceptionally(e);
        }
    }

    /** Of the last second. */
    public Level level() {
        return level;
    }

    public boolean done() {
        return playing.isDone();
    }

    /**
     * Ends the stream and waits until the broker has all of it.
     *
     * @return seconds of audio
     * @throws EnvironmentProblem when Kafka did not take it
     */
    public double end() {
        playback.cancel();
        try {
            return playing.join().samples() / (double) RATE;
        } catch (CompletionException e) {
            if (e.getCause() instanceof EnvironmentProblem problem) throw problem;
            throw e;
        }
    }

    @Override
    public void close() {
        playback.cancel();
        publisher.close();
    }

    private final class Watched implements AudioSource {
        private final AudioSource source;
        private final Consumer<String> news;
        private final LevelWatch watch = new LevelWatch();

        Watched(AudioSource source, Consumer<String> news) {
            this.source = source;
            this.news = news;
        }

        @Override
        public @Nullable AudioBlock next() throws IOException, InterruptedException {
            var block = source.next();
            Optional.ofNullable(block)
                    .flatMap(heard -> watch.take(heard.samples()))
                    .ifPresent(news);
            level = watch.latest();
            return block;
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
