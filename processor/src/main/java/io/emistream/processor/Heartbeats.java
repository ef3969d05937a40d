package io.emistream.processor;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Whether Kafka is there, from what the consumers of the stream threads measure anyway. They send a heartbeat twice a second while the group's
 * coordinator answers, and none while it does not.
 */
final class Heartbeats {
    /** Longer than the session timeout: a coordinator that does not answer is given up by then. */
    static final int LONGEST_SILENCE_S = 8;

    private Heartbeats() {}

    /** Why Kafka is taken to be away, if so. One thread that is heard is enough. */
    static Optional<String> problem(Map<MetricName, ? extends Metric> metrics) {
        if (consumers(metrics, "consumer-metrics", "connection-count").noneMatch(count -> count > 0))
            return Optional.of("no connection to Kafka");
        // below zero: none yet, for a thread that has just begun
        var silence = consumers(metrics, "consumer-coordinator-metrics", "last-heartbeat-seconds-ago")
                .min();
        if (silence.isPresent() && silence.getAsDouble() > LONGEST_SILENCE_S)
            return Optional.of("Kafka did not take a heartbeat for " + (long) silence.getAsDouble() + " s");
        return Optional.empty();
    }

    private static DoubleStream consumers(Map<MetricName, ? extends Metric> metrics, String group, String name) {
        Predicate<MetricName> asked = metric -> metric.group().equals(group)
                && metric.name().equals(name)
                && !metric.tags().getOrDefault("client-id", "").endsWith("restore-consumer");
        return metrics.entrySet().stream()
                .filter(entry -> asked.test(entry.getKey()))
                .mapToDouble(entry ->
                        entry.getValue().metricValue() instanceof Number number ? number.doubleValue() : Double.NaN);
    }
}
