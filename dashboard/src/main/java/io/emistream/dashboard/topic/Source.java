package io.emistream.dashboard.topic;

import io.emistream.schemas.Topic;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A topic to follow, and who takes its records.
 *
 * @param lookBack how far in the past reading begins; empty for the beginning of the topic
 */
public record Source<V>(Topic<String, V> topic, Optional<Duration> lookBack, Taker<V> taker) {

    /** All that the topic holds, then what comes. */
    public static <V> Source<V> whole(Topic<String, V> topic, Taker<V> taker) {
        return new Source<>(topic, Optional.empty(), taker);
    }

    /** What came since then, then what comes. */
    public static <V> Source<V> since(Duration lookBack, Topic<String, V> topic, Taker<V> taker) {
        return new Source<>(topic, Optional.of(lookBack), taker);
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
        taker.take(
                topic.keys().deserializer().deserialize(topic.name(), record.key()),
                topic.values().deserializer().deserialize(topic.name(), record.value()));
    }

    /** Takes a topic's records, partition by partition in their order, on the reader's thread; must be quick. */
    @FunctionalInterface
    public interface Taker<V> {
        /** @param value null for a tombstone */
        void take(String key, @Nullable V value);
    }
}
