package io.emistream.app.bench.load;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.producer.AudioBlock;
import io.emistream.producer.ChunkPublisher;
import io.emistream.producer.Chunker;
import io.emistream.producer.PublishFailed;
import io.emistream.schemas.Pcm16;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Publishes voices at live speed, or some times that, from few threads. Each chunk is due on an absolute scale and carries the time at which it was due as its capture time:
 * a generator that falls behind adds to the latency that is measured, and never slows the input down. Started once, closed once.
 */
final class Generator implements AutoCloseable {
    private static final int VOICES_A_THREAD = 256;

    private final long begin = System.nanoTime();
    private final Instant wallBegin = Instant.now();
    private final ChunkPublisher publisher;
    private final CountDownLatch left;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable PublishFailed> failure = new AtomicReference<>();
    private final AtomicLong lateness = new AtomicLong();

    private Generator(ChunkPublisher publisher, int threads) {
        this.publisher = publisher;
        left = new CountDownLatch(threads);
    }

    /**
     * Begins to publish; returns at once.
     *
     * @param publisher stays the caller's
     * @param load says how long chunks are, how fast they come, and over what time voices begin one after the other
     */
    static Generator start(ChunkPublisher publisher, List<Voice> voices, Load load) {
        int count = (voices.size() + VOICES_A_THREAD - 1) / VOICES_A_THREAD;
        var generator = new Generator(publisher, count);
        var queues = new ArrayList<PriorityQueue<Playing>>();
        for (int i = 0; i < count; i++) queues.add(new PriorityQueue<>(Comparator.comparingLong(Playing::due)));
        LongUnaryOperator beginning = i -> generator.begin + load.spread().toNanos() * i / voices.size();
        for (int i = 0; i < voices.size(); i++)
            queues.get(i % count).add(new Playing(voices.get(i), load, beginning.applyAsLong(i)));
        for (var queue : queues)
            generator.threads.add(new Thread(() -> generator.play(queue), "generator-" + generator.threads.size()));
        generator.threads.forEach(Thread::start);
        return generator;
    }

    private void play(PriorityQueue<Playing> queue) {
        try {
            while (!queue.isEmpty() && awaited(queue.peek().due())) {
                var playing = queue.remove();
                lateness.accumulateAndGet(System.nanoTime() - playing.due(), Math::max);
                playing.publish(publisher, wallBegin.plusNanos(playing.due() - begin));
                if (!playing.ended()) queue.add(playing);
            }
            publisher.flush();
        } catch (PublishFailed e) {
            failure.set(e);
        } finally {
            left.countDown();
        }
    }

    /** False where the thread was told to end. */
    private static boolean awaited(long due) {
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
            if (Thread.interrupted()) return false;
        }
        return true;
    }

    /**
     * Whether the broker has everything.
     *
     * @throws EnvironmentProblem when it did not take a chunk
     */
    boolean done() {
        var failed = failure.get();
        if (failed != null) throw new EnvironmentProblem(String.valueOf(failed.getMessage()), failed);
        return left.getCount() == 0;
    }

    /** How late a chunk was handed over at most. */
    Duration lateness() {
        return Duration.ofNanos(lateness.get());
    }

    /** Ends early what still plays. */
    @Override
    public void close() throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (var thread : threads) thread.join();
    }

    /** A voice and how far it is. Its thread's alone. */
    private static final class Playing {
        private final Voice voice;
        private final Chunker chunker;
        private final long period;
        private final int length;
        private final long begin;
        private long heard;

        Playing(Voice voice, Load load, long begin) {
            this.voice = voice;
            this.begin = begin;
            chunker = new Chunker(voice.session(), voice.participant(), load.chunk());
            period = load.chunk().toNanos() / load.speed();
            length = (int) (load.chunk().toMillis() * Sound.RATE / 1000);
        }

        /** When the last sample of the next chunk is captured. */
        long due() {
            return begin + (heard / length + 1) * period;
        }

        boolean ended() {
            return heard >= voice.samples();
        }

        void publish(ChunkPublisher publisher, Instant captured) {
            var samples = voice.sound().samples(heard, (int) Math.min(length, voice.samples() - heard));
            heard += samples.length;
            var block = new AudioBlock(Pcm16.floats(Pcm16.encode(samples)), captured);
            chunker.add(block).forEach(publisher::publish);
            if (ended()) publisher.publish(chunker.end(captured));
        }
    }
}
