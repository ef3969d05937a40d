package io.emistream.app.deadletters;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.Cluster;
import io.emistream.schemas.LetterHeader;
import io.emistream.schemas.Retention;
import io.emistream.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The topic of dead letters as it is when opened: what comes later is not seen. Needs no registry. One thread.
 *
 * <p>Beside letters it holds a mark for each replay. A letter is answered when its record was replayed more often than the letter says; should
 * the record fail again, its new letter says so and is not answered.
 */
final class LetterBox implements AutoCloseable {
    static final String TOPIC = Topics.letters(Retention.STANDARD).name();

    private final String bootstrap;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> begins;
    private final Map<TopicPartition, Long> ends;

    private LetterBox(
            String bootstrap,
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends) {
        this.bootstrap = bootstrap;
        this.consumer = consumer;
        this.begins = begins;
        this.ends = ends;
    }

    /**
     * Opens it.
     *
     * @param since letters before that are left out; empty for all
     * @throws EnvironmentProblem when Kafka does not answer or has no such topic
     */
    static LetterBox open(String bootstrap, Optional<Instant> since) {
        var bytes = new ByteArrayDeserializer();
        var consumer = new KafkaConsumer<>(settings(bootstrap), bytes, bytes);
        try {
            var partitions = partitions(bootstrap, consumer);
            consumer.assign(partitions);
            var ends = consumer.endOffsets(partitions);
            var begins = new HashMap<>(consumer.beginningOffsets(partitions));
            since.ifPresent(time -> begins.putAll(after(time, consumer, ends)));
            return new LetterBox(bootstrap, consumer, begins, ends);
        } catch (KafkaException e) {
            consumer.close();
            throw Cluster.unusable(bootstrap, e);
        } catch (EnvironmentProblem e) {
            consumer.close();
            throw e;
        }
    }

    /** Letters that are not answered, the newest of each record, oldest first; by where they lie. */
    Map<Place, Letter> unanswered(Predicate<Letter> wanted) {
        var newest = new LinkedHashMap<Place, Letter>();
        var replays = new HashMap<Place, Integer>();
        forEach(record -> {
            var replayed = LetterHeader.REPLAYED.in(record.headers());
            if (replayed.isPresent())
                Place.of(replayed.get())
                        .ifPresent(first -> replays.merge(
                                first,
                                Letter.number(LetterHeader.ATTEMPT, record.headers())
                                        .orElse(1),
                                Math::max));
            else {
                var letter = Letter.of(record);
                newest.merge(letter.first(), letter, (one, other) -> other.attempts() >= one.attempts() ? other : one);
            }
        });
        var found = new LinkedHashMap<Place, Letter>();
        newest.values().stream()
                .filter(letter -> letter.attempts() >= replays.getOrDefault(letter.first(), 0))
                .filter(wanted)
                .sorted((one, other) -> one.at().compareTo(other.at()))
                .forEach(letter -> found.put(letter.place(), letter));
        return found;
    }

    /** Letters and marks, each partition in its order. May be called again, with the same outcome. */
    void forEach(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        try {
            begins.forEach(consumer::seek);
            while (!atEnd())
                for (var record : consumer.poll(Duration.ofMillis(200)))
                    if (record.offset() < end(new TopicPartition(record.topic(), record.partition())))
                        action.accept(record);
        } catch (KafkaException e) {
            throw Cluster.unusable(bootstrap, e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private boolean atEnd() {
        return ends.keySet().stream().allMatch(one -> consumer.position(one) >= end(one));
    }

    private long end(TopicPartition partition) {
        return Objects.requireNonNull(ends.get(partition));
    }

    private static Map<String, Object> settings(String bootstrap) {
        return Map.of(
                "bootstrap.servers", bootstrap,
                "isolation.level", "read_committed",
                "allow.auto.create.topics", "false",
                "request.timeout.ms", "5000",
                "default.api.timeout.ms", Integer.toString(Cluster.PATIENCE_S * 1000));
    }

    private static List<TopicPartition> partitions(String bootstrap, KafkaConsumer<?, ?> consumer) {
        var known = Optional.ofNullable(consumer.partitionsFor(TOPIC)).orElse(List.of());
        if (known.isEmpty())
            throw new EnvironmentProblem("there is no topic " + TOPIC + " at Kafka " + bootstrap
                    + ": a processor creates it when it starts; check --bootstrap");
        return known.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private static Map<TopicPartition, Long> after(
            Instant time, KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        var asked = new HashMap<TopicPartition, Long>();
        ends.keySet().forEach(one -> asked.put(one, time.toEpochMilli()));
        var offsets = new HashMap<>(ends);
        consumer.offsetsForTimes(asked).forEach((one, found) -> {
            if (found != null) offsets.put(one, found.offset());
        });
        return offsets;
    }
}
