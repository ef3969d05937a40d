package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
    private final Map<MetricName, Metric> metrics = new HashMap<>();

    @Test
    void areFineWhileOneThreadIsHeard() {
        consumer("thread-1-consumer", 2, 1);
        consumer("thread-2-consumer", 2, 30);

        assertThat(Heartbeats.problem(metrics)).isEmpty();
    }

    @Test
    void areFineForAThreadThatHasJustBegun() {
        consumer("thread-1-consumer", 1, -1);

        assertThat(Heartbeats.problem(metrics)).isEmpty();
    }

    @Test
    void areMissedWhereTheCoordinatorDoesNotAnswer() {
        consumer("thread-1-consumer", 1, 8);
        assertThat(Heartbeats.problem(metrics)).isEmpty();

        consumer("thread-1-consumer", 1, 9);
        assertThat(Heartbeats.problem(metrics)).hasValue("Kafka did not take a heartbeat for 9 s");
    }

    @Test
    void areMissedWhereThereIsNoConnectionOrNoThread() {
        assertThat(Heartbeats.problem(metrics)).hasValue("no connection to Kafka");

        consumer("thread-1-consumer", 0, 1);
        consumer("thread-1-restore-consumer", 1, 1);
        assertThat(Heartbeats.problem(metrics)).hasValue("no connection to Kafka");
    }

    private void consumer(String client, double connections, double heartbeatSecondsAgo) {
        metric("connection-count", "consumer-metrics", client, connections);
        metric("last-heartbeat-seconds-ago", "consumer-coordinator-metrics", client, heartbeatSecondsAgo);
    }

    private void metric(String name, String group, String client, double value) {
        var known = new MetricName(name, group, "", Map.of("client-id", client));
        metrics.put(known, new Metric() {
            @Override
            public MetricName metricName() {
                return known;
            }

            @Override
            public Object metricValue() {
                return value;
            }
        });
    }
}
