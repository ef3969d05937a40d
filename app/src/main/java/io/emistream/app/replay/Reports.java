package io.emistream.app.replay;

import io.emistream.app.role.Cluster;
import io.emistream.schemas.BadRecord;
import io.emistream.schemas.Topic;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.EventKind;
import io.emistream.schemas.avro.SessionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What the topics say of some sessions: final events and session events, committed ones only, from the oldest that are kept, so that what an earlier run has
 * brought about is known. Foreign records are passed over by their keys. Reads on a thread of its own; thread-safe.
 */
final class Reports implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Topics topics;
    private final Set<String> sessions;
    private final LongSupplier nanos;
    private final Consumer<String> broken;
    private final Map<String, Heard> heard = new HashMap<>(); // guarded by this
    private final Thread reader = new Thread(this::read, "replay-reports");
    private long lastNews; // guarded by this
    private long events; // guarded by this
    private boolean any; // guarded by this
    private volatile boolean closing;

    private Reports(
            KafkaConsumer<String, byte[]> consumer,
            Topics topics,
            Set<String> sessions,
            LongSupplier nanos,
            Consumer<String> broken) {
        this.consumer = consumer;
        this.topics = topics;
        this.sessions = Set.copyOf(sessions);
        this.nanos = nanos;
        this.broken = broken;
        lastNews = nanos.getAsLong();
    }

    /**
     * Reads what is there, then follows.
     *
     * @param sessions names of first attempts; later attempts are theirs
     * @param broken told why it cannot go on
     */
    static Reports start(Cluster cluster, Set<String> sessions, LongSupplier nanos, Consumer<String> broken) {
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        cluster.bootstrap(),
                        "isolation.level",
                        "read_committed",
                        "fetch.max.wait.ms",
                        "50"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        var reports = new Reports(consumer, cluster.topics(), sessions, nanos, broken);
        try {
            reports.catchUp();
        } catch (KafkaException e) {
            consumer.close();
            throw Cluster.unusable(cluster.bootstrap(), e);
        }
        reports.reader.start();
        return reports;
    }

    private void catchUp() {
        var partitions = new ArrayList<TopicPartition>();
        for (var topic :
                List.of(topics.affectEvents().name(), topics.sessionEvents().name()))
            consumer.partitionsFor(topic)
                    .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        for (var end : consumer.endOffsets(partitions).entrySet())
            while (consumer.position(end.getKey()) < end.getValue())
                consumer.poll(POLL).forEach(this::take);
    }

    private void read() {
        try (consumer) {
            while (!closing) consumer.poll(POLL).forEach(this::take);
        } catch (WakeupException e) {
            // closed
        } catch (KafkaException e) {
            broken.accept("the results could not be read on (" + e.getMessage()
                    + "); see that Kafka runs, then give the same command again");
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        var session = record.key();
        if (session == null || !sessions.contains(Call.firstAttempt(session))) return;
        if (record.topic().equals(topics.sessionEvents().name()))
            decoded(topics.sessionEvents(), record).ifPresent(event -> take(session, event));
        else decoded(topics.affectEvents(), record).ifPresent(event -> take(session, event));
    }

    /** Nothing where it is garbage that somebody wrote under a name of ours. */
    private static <V> Optional<V> decoded(Topic<String, V> topic, ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.ofNullable(topic.values().deserializer().deserialize(topic.name(), record.value()));
        } catch (BadRecord e) {
            return Optional.empty();
        }
    }

    private synchronized void take(String session, SessionEvent event) {
        of(session).take(event);
        news();
    }

    private synchronized void take(String session, AffectEvent event) {
        if (event.getKind() != EventKind.FINAL) return;
        of(session).take(event);
        events++;
        news();
    }

    private Heard of(String session) {
        return heard.computeIfAbsent(session, name -> new Heard());
    }

    private void news() {
        any = true;
        alive();
        notifyAll();
    }

    /** Audio was published in its own time: nothing else has to be heard meanwhile. */
    synchronized void alive() {
        lastNews = nanos.getAsLong();
    }

    /** Since the last news of any of the sessions. */
    synchronized Duration quiet() {
        return Duration.ofNanos(nanos.getAsLong() - lastNews);
    }

    /** Whether anything was ever heard of any of the sessions. */
    synchronized boolean isEmpty() {
        return !any;
    }

    /** What was heard of a call is needed no more. */
    synchronized void forget(Call call) {
        for (int number = 1; heard.remove(call.attempt(number)) != null; number++) continue;
    }

    /** Final events so far. */
    synchronized long events() {
        return events;
    }

    /** What is known of a session, in one look. */
    synchronized <T> T look(String session, Function<Heard, T> question) {
        return question.apply(heard.getOrDefault(session, new Heard()));
    }

    /** Waits for news, or for a while. */
    synchronized void await(Duration atMost) throws InterruptedException {
        wait(Math.max(1, atMost.toMillis()));
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        consumer.wakeup();
        reader.join();
    }
}
