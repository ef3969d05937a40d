package io.emistream.app.bench.neighbour;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.Cluster;
import io.emistream.schemas.Topic;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.AudioEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Records that no processor can use, at an even rate, each kind in turn on each partition: bytes that are no chunk, chunks of a wrong rate, half samples, no key.
 * Each must become one dead letter. Has a thread of its own.
 */
final class Garbage implements AutoCloseable {
    private static final int SAMPLES = 1600;

    /** Where the second chunk begins for a sender that counts at 8 kHz, and sends at 16: amid what was heard. */
    private static final int WRONG_SAMPLES = SAMPLES / 2;

    private static final int BYTES = 2 * SAMPLES;

    private final Topic<String, AudioChunk> topic;
    private final String name;
    private final long periodNanos;
    private final KafkaProducer<byte[], byte[]> producer;
    private final int partitions;
    private final Set<Place> sent = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread = new Thread(this::send, "garbage");

    private Garbage(Topic<String, AudioChunk> topic, String name, long periodNanos, Map<String, String> clients) {
        this.topic = topic;
        this.name = name;
        this.periodNanos = periodNanos;
        var bytes = new ByteArraySerializer();
        producer = new KafkaProducer<>(Map.<String, Object>copyOf(clients), bytes, bytes);
        partitions = producer.partitionsFor(topic.name()).size();
    }

    /**
     * Begins to send.
     *
     * @param name of its sessions begins so; its own among all that the topic still holds
     * @param perSecond records, at least 1
     */
    static Garbage start(Cluster cluster, String name, int perSecond) {
        var garbage = new Garbage(
                cluster.topics().audioChunks(), name, TimeUnit.SECONDS.toNanos(1) / perSecond, cluster.clients());
        garbage.thread.start();
        return garbage;
    }

    private enum Kind {
        NO_CHUNK,
        WRONG_RATE,
        HALF_A_SAMPLE,
        NO_KEY
    }

    private void send() {
        try {
            for (int partition = 0; partition < partitions; partition++) begin(partition);
            long begin = System.nanoTime();
            for (int number = 0; !ending.await(due(begin, number), TimeUnit.NANOSECONDS); number++) {
                int turn = number / partitions;
                var kind = Kind.values()[turn % Kind.values().length];
                garbage(kind, number % partitions, 1 + turn / Kind.values().length);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long due(long begin, int number) {
        return begin + number * periodNanos - System.nanoTime();
    }

    /** Sends the one chunk that is well of those who then go on at a wrong rate: it is quiet, and makes no segment. */
    private void begin(int partition) {
        var unused =
                producer.send(record(partition, fast(partition), chunk(fast(partition), 0, 0, BYTES)), (at, error) -> {
                    if (error != null) failure.set(error);
                });
    }

    private void garbage(Kind kind, int partition, int turn) {
        var record =
                switch (kind) {
                    case NO_CHUNK -> new ProducerRecord<>(topic.name(), partition, key("bytes"), noise());
                    case WRONG_RATE ->
                        record(partition, fast(partition), chunk(fast(partition), turn, WRONG_SAMPLES, BYTES));
                    case HALF_A_SAMPLE -> record(partition, name + "-half", chunk(name + "-half", turn, 0, BYTES + 1));
                    case NO_KEY ->
                        new ProducerRecord<byte[], byte[]>(
                                topic.name(), partition, null, bytes(chunk(name + "-keyless", turn, 0, BYTES)));
                };
        var unused = producer.send(record, (at, error) -> {
            if (error != null) failure.set(error);
            else sent.add(new Place(at.partition(), at.offset()));
        });
    }

    private ProducerRecord<byte[], byte[]> record(int partition, String session, AudioChunk chunk) {
        return new ProducerRecord<>(topic.name(), partition, session.getBytes(StandardCharsets.UTF_8), bytes(chunk));
    }

    private String fast(int partition) {
        return name + "-fast-" + partition;
    }

    private byte[] key(String what) {
        return (name + "-" + what).getBytes(StandardCharsets.UTF_8);
    }

    /** Its first byte is none of the wire format. */
    private byte[] noise() {
        var noise = new byte[BYTES];
        random.nextBytes(noise);
        noise[0] = 1;
        return noise;
    }

    private static AudioChunk chunk(String session, long sequence, long firstSample, int bytes) {
        return AudioChunk.newBuilder()
                .setSessionId(session)
                .setParticipantId("p")
                .setSequence(sequence)
                .setFirstSample(firstSample)
                .setCaptureTime(Instant.now())
                .setEncoding(AudioEncoding.PCM_S16LE)
                .setPayload(ByteBuffer.allocate(bytes))
                .build();
    }

    private byte[] bytes(AudioChunk chunk) {
        return topic.values().serializer().serialize(topic.name(), chunk);
    }

    /**
     * Ends it.
     *
     * @return where its garbage lies
     * @throws EnvironmentProblem when the broker did not take some of it
     */
    Set<Place> end() throws InterruptedException {
        ending.countDown();
        thread.join();
        producer.flush();
        var failed = failure.get();
        if (failed != null)
            throw new EnvironmentProblem(
                    "the broker did not take a record of garbage (" + failed.getMessage() + "): check that it runs",
                    failed);
        return Set.copyOf(sent);
    }

    @Override
    public void close() throws InterruptedException {
        ending.countDown();
        thread.join();
        producer.close(Duration.ofSeconds(5));
    }
}
