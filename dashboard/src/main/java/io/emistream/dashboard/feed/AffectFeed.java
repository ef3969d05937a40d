package io.emistream.dashboard.feed;

import io.emistream.schemas.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the result topics into a {@link History} on one thread of its own, committed records only, without a consumer group:
 * every dashboard sees everything and leaves no trace on the broker. Starts a given time back. Topics that do not exist yet
 * are waited for, topics made anew are noticed, and a broker that goes away is tried again until it is back; {@link #state}
 * tells. Thread-safe; single use.
 */
public final class AffectFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AffectFeed.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration LAYOUT_CHECK = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Object> kafka;
    private final Topics topics;
    private final Duration lookBack;
    private final InstantSource clock;
    private final History history;
    private final Runnable onNews;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile FeedState state = FeedState.waiting("the feed has not reached Kafka yet");

    /**
     * @param kafka settings of Kafka clients, {@code bootstrap.servers} at least
     * @param lookBack how far in the past reading starts
     * @param onNews called on the feed's thread after something was appended; must be quick
     */
    public AffectFeed(
            Map<String, String> kafka,
            Topics topics,
            Duration lookBack,
            InstantSource clock,
            History history,
            Runnable onNews) {
        this.kafka = new HashMap<>(kafka);
        this.topics = topics;
        this.lookBack = lookBack;
        this.clock = clock;
        this.history = history;
        this.onNews = onNews;
        this.kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.kafka.remove(ConsumerConfig.GROUP_ID_CONFIG);
        // closing a client waits for what it asked: by Kafka's minute, a broker that is away would show late
        this.kafka.putIfAbsent(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        this.kafka.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        this.thread = new Thread(this::run, "dashboard-feed");
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    /** How it is, now. */
    public FeedState state() {
        return state;
    }

    /** Stops reading; returns when the thread has ended, within seconds. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosed(Duration.ZERO)) {
            try (var admin = Admin.create(kafka)) {
                while (!isClosed(Duration.ZERO)) readWhileLayoutHolds(admin);
            } catch (InterruptException | WakeupException e) {
                return;
            } catch (RuntimeException e) {
                var reason = "reading " + kafka.get("bootstrap.servers") + " failed and is tried again: " + rootOf(e);
                if (!state.reason().equals(reason)) LOG.atWarn().setCause(e).log("feed failed; trying again");
                state = FeedState.waiting(reason);
                if (isClosed(RETRY)) return;
            }
        }
    }

    private void readWhileLayoutHolds(Admin admin) {
        var found = Layout.of(admin, topics, PATIENCE);
        if (found.isEmpty()) {
            state = FeedState.waiting("topics " + topics.affectEvents().name() + " and "
                    + topics.sessionEvents().name() + " do not both exist yet; a processor or emi demo creates them");
            isClosed(RETRY);
            return;
        }
        var layout = found.get();
        try (var consumer = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(layout.slots().keySet());
            var ends = seek(consumer, layout);
            LOG.atInfo()
                    .addKeyValue("partitions", layout.slots().size())
                    .addKeyValue("log", layout.log())
                    .log("feed reads");
            state = FeedState.READING;
            read(consumer, layout, ends, next -> Layout.of(admin, topics, PATIENCE)
                    .equals(found));
        }
    }

    /** Goes to where reading begins; tells where the past ends. */
    private Map<TopicPartition, Long> seek(KafkaConsumer<byte[], byte[]> consumer, Layout layout) {
        var partitions = layout.slots();
        var reached = history.nextOffsets(layout.log());
        var since = clock.instant().minus(lookBack).toEpochMilli();
        // the end first: a record that comes between the two questions is found by its time
        var ends = consumer.endOffsets(partitions.keySet());
        Map<TopicPartition, OffsetAndTimestamp> atTime =
                consumer.offsetsForTimes(partitions.keySet().stream().collect(Collectors.toMap(p -> p, p -> since)));
        var from = new HashMap<Slot, Long>();
        partitions.forEach((partition, slot) -> {
            var first = atTime.get(partition);
            var start = first == null ? ends.getOrDefault(partition, 0L) : Long.valueOf(first.offset());
            var offset = reached.getOrDefault(slot, start);
            consumer.seek(partition, offset);
            from.put(slot, offset);
        });
        history.begin(layout.log(), from);
        return ends;
    }

    private void read(
            KafkaConsumer<byte[], byte[]> consumer,
            Layout layout,
            Map<TopicPartition, Long> ends,
            Predicate<Layout> holds) {
        var decoder = new Decoder(topics);
        var check = clock.instant().plus(LAYOUT_CHECK);
        while (!isClosed(Duration.ZERO)) {
            var records = consumer.poll(POLL);
            for (var record : records) {
                var slot = layout.slotOf(record.topic(), record.partition());
                decoder.decode(slot.type(), record).ifPresent(event -> history.append(slot, record.offset(), event));
            }
            layout.slots().forEach((partition, slot) -> history.reached(slot, consumer.position(partition)));
            if (history.log().isEmpty()
                    && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                history.open();
                onNews.run();
            }
            if (!records.isEmpty()) onNews.run();
            if (clock.instant().isAfter(check)) {
                if (!holds.test(layout)) return;
                check = clock.instant().plus(LAYOUT_CHECK);
            }
        }
    }

    /** Waits for the close no longer than this, and says whether it has come. */
    private boolean isClosed(Duration wait) {
        try {
            return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static String rootOf(Throwable e) {
        var root = e;
        while (root.getCause() != null) root = root.getCause();
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
