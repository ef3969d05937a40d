package io.emistream.producer.gateway.kafka;

import io.emistream.producer.ChunkPublisher;
import io.emistream.producer.PublishFailed;
import io.emistream.producer.gateway.voice.ChunkLog;
import io.emistream.producer.gateway.voice.Tail;
import io.emistream.producer.gateway.voice.VoiceId;
import io.emistream.schemas.RegistryUnavailable;
import io.emistream.schemas.Topic;
import io.emistream.schemas.avro.AudioChunk;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.RetriableException;

/**
 * The topic of audio as the gateway's log. Thread-safe; what is appended is handed to Kafka in its order by one thread, {@code gateway-log}, so that
 * nobody else waits for Kafka.
 *
 * <p>A chunk is tried until Kafka has it, however long that takes: giving one up and then storing those after it would leave a hole that a
 * resumed stream could not see. What waits is bounded before it comes here.
 */
public final class KafkaChunkLog implements ChunkLog, AutoCloseable {
    private static final int RETRY_MS = 200;
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final ChunkPublisher publisher;
    private final TailSearch search;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Thread sender = new Thread(this::run, "gateway-log");
    private volatile boolean closing;

    private record Waiting(AudioChunk chunk, Receipt receipt) {}

    private KafkaChunkLog(ChunkPublisher publisher, TailSearch search) {
        this.publisher = publisher;
        this.search = search;
    }

    /**
     * Connects.
     *
     * @param kafka settings of Kafka clients, {@code bootstrap.servers} at least
     * @param room bytes of audio that may wait
     * @param window how far back the end of a stream is searched for
     */
    public static KafkaChunkLog connect(
            Topic<String, AudioChunk> topic,
            Map<String, String> kafka,
            long room,
            Duration window,
            InstantSource clock) {
        var settings = new HashMap<>(kafka);
        settings.put("delivery.timeout.ms", String.valueOf(Integer.MAX_VALUE));
        settings.put("retries", String.valueOf(Integer.MAX_VALUE));
        settings.put("max.block.ms", "2000");
        settings.put("reconnect.backoff.max.ms", "500");
        // a batch is taken whole before it is full: one for each partition comes on top of the audio itself
        settings.put("buffer.memory", String.valueOf(2 * room + (32L << 20)));
        var publisher = ChunkPublisher.connect(topic, settings);
        var log = new KafkaChunkLog(publisher, new TailSearch(topic, kafka, window, clock));
        log.sender.start();
        return log;
    }

    @Override
    public void append(AudioChunk chunk, Receipt receipt) {
        queue.add(new Waiting(chunk, receipt));
    }

    @Override
    public Optional<Tail> tail(VoiceId voice) throws IOException {
        return search.find(voice);
    }

    /** Sends what waits, for up to 10 s. */
    @Override
    public void close() {
        closing = true;
        try {
            sender.join(CLOSING.toMillis());
            sender.interrupt();
            sender.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publisher.close();
    }

    private void run() {
        try {
            while (!closing || !queue.isEmpty()) {
                var next = queue.poll(RETRY_MS, TimeUnit.MILLISECONDS);
                while (next != null && !isHandedOver(next)) TimeUnit.MILLISECONDS.sleep(RETRY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed with Kafka away: what waits was never acknowledged
        }
    }

    /** Whether Kafka's producer has it now; if not, nothing came of it. */
    private boolean isHandedOver(Waiting waiting) throws InterruptedException {
        var turnedDown = new boolean[1];
        publisher.publish(waiting.chunk(), failure -> {
            // on this thread: it did not get as far as the producer's own buffer, which tries again by itself
            if (failure != null && Thread.currentThread() == sender && mayPass(failure)) turnedDown[0] = true;
            else waiting.receipt().settled(failure == null ? null : failure.getMessage());
        });
        if (Thread.interrupted()) throw new InterruptedException();
        return !turnedDown[0];
    }

    private static boolean mayPass(PublishFailed failure) {
        return failure.getCause() instanceof RetriableException || failure.getCause() instanceof RegistryUnavailable;
    }
}
