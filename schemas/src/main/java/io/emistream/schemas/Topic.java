package io.emistream.schemas;

import java.util.Map;
import org.apache.kafka.common.serialization.Serde;

/**
 * A Kafka topic as a typed value.
 *
 * @param settings topic-level configuration at creation (retention, clean-up, time stamps)
 */
public record Topic<K, V>(String name, Serde<K> keys, Serde<V> values, Map<String, String> settings) {
    public Topic {
        settings = Map.copyOf(settings);
    }
}
