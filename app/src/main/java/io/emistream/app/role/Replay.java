package io.emistream.app.role;

import io.emistream.audio.AudioFiles;
import io.emistream.audio.UnreadableAudio;
import io.emistream.producer.ChunkPublisher;
import io.emistream.producer.Chunker;
import io.emistream.producer.FileSource;
import io.emistream.producer.Pace;
import io.emistream.producer.Playback;
import io.emistream.producer.PublishFailed;
import io.emistream.producer.Timing;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Publishes recordings at once, a thread each, as live sessions. Started once; {@link #close} ends their streams early. */
public final class Replay implements AutoCloseable {
    /** Shorter than the five seconds that people wait after Ctrl-C. */
    private static final Duration ENDING = Duration.ofSeconds(4);

    private final ChunkPublisher publisher;
    private final Queue<Playback> playing = new ConcurrentLinkedQueue<>();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private final CountDownLatch left;

    private Replay(ChunkPublisher publisher, int recordings) {
        this.publisher = publisher;
        left = new CountDownLatch(recordings);
    }

    /** Begins to publish; returns at once. */
    public static Replay start(Cluster cluster, List<Recording> recordings, Pace pace) {
        var publisher = ChunkPublisher.connect(cluster.topics().audioChunks(), cluster.clients());
        var replay = new Replay(publisher, recordings.size());
        for (var recording : recordings)
            new Thread(() -> replay.play(recording, pace), "replay-" + recording.session()).start();
        return replay;
    }

    private void play(Recording recording, Pace pace) {
        var timing = new Timing(
                InstantSource.system(), System::nanoTime, time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
        try (var source = new FileSource(AudioFiles.open(recording.file()), pace, timing)) {
            var chunker = new Chunker(recording.session(), recording.participant(), Chunker.STANDARD);
            var playback = new Playback(source, chunker, publisher, timing.wall());
            playing.add(playback);
            playback.run();
        } catch (UnreadableAudio | PublishFailed e) {
            problems.add(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            problems.add(recording.file() + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            left.countDown();
        }
    }

    public boolean done() {
        return left.getCount() == 0;
    }

    /** One line for each recording that could not be published to its end. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Ends what still plays, sends what is buffered. */
    @Override
    public void close() throws InterruptedException {
        playing.forEach(Playback::cancel);
        if (!left.await(ENDING.toMillis(), TimeUnit.MILLISECONDS))
            problems.add("a recording was not ended within " + ENDING.toSeconds() + " s; its session will time out");
        publisher.close();
    }
}
